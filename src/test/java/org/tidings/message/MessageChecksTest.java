package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.message.ContentCheck.Kind;

class MessageChecksTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "<a href='http://x.example/'>Buy tickets</a> -> LINK_WITHOUT_HTTPS",
                "<a href='x.example/tickets'>Buy tickets</a> -> LINK_WITHOUT_HTTPS",
                "<a href='https://x.example/'>click here</a> -> LINK_WITHOUT_WORDS",
                "<a href='https://x.example/'>https://x.example/</a> -> LINK_WITHOUT_WORDS",
                "x<a href='https://x.example/'> </a> -> LINK_WITHOUT_WORDS",
                "<img src='https://x.example/a.png'> -> IMAGE_WITHOUT_DESCRIPTION",
                "<a href='https://x.example/'><img src='https://x.example/a.png' alt=''></a> -> IMAGE_WITHOUT_DESCRIPTION",
                "<p>{{city}}</p> -> UNKNOWN_FIELD",
                "<p>{{first_name</p> -> BROKEN_FIELD",
                "<p>{{}}</p> -> BROKEN_FIELD",
                "<p> </p> -> EMPTY_MESSAGE"
            })
    void eachFlawIsFound(String html, Kind kind) {
        assertThat(inspect("News", html)).extracting(ContentCheck::kind).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hi {{first_name|there}}, {{Class}}, {{unsubscribe_url}}</p>",
                "<a href='https://x.example/'>Buy tickets</a> <a href='mailto:a@b.example'>Write to us</a>",
                "<a href='{{site|https://x.example}}'>Your page</a>",
                "x<img src='https://x.example/a.png' alt=''>"
            })
    void goodContentIsLeftAlone(String html) {
        assertThat(inspect("News", html)).isEmpty();
    }

    @Test
    void emptySubjectAndLargeMessageAreFound() {
        assertThat(inspect(" ", "x".repeat(102 * 1024 + 1)))
                .extracting(ContentCheck::kind)
                .containsExactly(Kind.EMPTY_SUBJECT, Kind.TOO_LARGE);
    }

    private static List<ContentCheck> inspect(String subject, String html) {
        return MessageChecks.inspect(
                new MessageContent(
                        "B",
                        subject,
                        null,
                        "n",
                        "a@b.example",
                        null,
                        html,
                        null,
                        true,
                        "n",
                        "l",
                        null,
                        List.of(),
                        true,
                        true),
                Set.of("class", "Site"));
    }
}
