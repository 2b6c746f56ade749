package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTextTest {

    @Test
    void blankLinesSeparateParagraphsAndLineBreaksStay() {
        assertThat(TypedText.html("Hi {{first_name|there}},\r\n\r\nwe are closed\r\non Monday.\n"))
                .isEqualTo("<p>Hi {{first_name|there}},</p><p>we are closed<br>on Monday.</p>");
    }

    @Test
    void textWithoutTagsIsNotMarkup() {
        assertThat(TypedText.html("Tom & Ann <ann@x.example> <3 you"))
                .isEqualTo("<p>Tom &amp; Ann &lt;ann@x.example&gt; &lt;3 you</p>");
    }

    @Test
    void boldWordsAndLinksStayInParagraphs() {
        assertThat(TypedText.html("<b>Closed</b>\n\nTom &amp; <a href=\"https://x.example/\">Ann</a>\nsee you"))
                .isEqualTo("<p><b>Closed</b></p><p>Tom &amp; <a href=\"https://x.example/\">Ann</a><br>see you</p>");
    }

    @Test
    void htmlStaysHtml() {
        String html = "<p>Hi</p>\n\n<ul><li>x</li></ul>";
        assertThat(TypedText.html(html)).isEqualTo(html);
        assertThat(TypedText.html("one<br>two")).isEqualTo("one<br>two");
        assertThat(TypedText.html(" ")).isEmpty();
    }
}
