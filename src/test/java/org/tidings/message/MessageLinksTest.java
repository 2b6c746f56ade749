package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageLinksTest {

    @Test
    void pagesThatAreTheSameForAllAreFoundOnceAndInOrder() {
        assertThat(
                        MessageLinks.constant(
                                "<a href='www.river.example/a b'>A</a> <a href='mailto:x@river.example'>B</a>"
                                        + "<a href='https://river.example/{{class}}'>C</a> <a href='{{unsubscribe_url}}'>D</a>"
                                        + "<a href='https://www.river.example/a%20b'>E</a> <map><area href='http://schön.example/'></map>"))
                .containsExactly("https://www.river.example/a%20b", "http://xn--schn-7qa.example/");
    }
}
