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
                "Photos of the last recital: <img src='https://x.example/a.png'> -> IMAGE_WITHOUT_DESCRIPTION",
                "Photos of the last recital: <a href='https://x.example/'><img src='https://x.example/a.png' alt=''></a> -> IMAGE_WITHOUT_DESCRIPTION",
                "Our photos: <a href='https://bit.ly/3xYz'>Album</a> -> SHORTENED_LINK",
                "<img src='https://x.example/flyer.png' alt='All dates of the term'><p>See you!</p> -> PICTURES_ONLY",
                "<p style='color:#ccc'>Dates and prices</p> -> LOW_CONTRAST",
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
                "Photos of the last recital: <img src='https://x.example/a.png' alt=''>"
            })
    void goodContentIsLeftAlone(String html) {
        assertThat(inspect("News", html)).isEmpty();
    }

    @Test
    void emptySubjectIsFound() {
        assertThat(inspect(" ", "x")).extracting(ContentCheck::kind).containsExactly(Kind.EMPTY_SUBJECT);
    }

    @Test
    void unknownFieldSaysWhatRecipientsGetInItsPlace() {
        assertThat(inspect("News", "<p>{{city}} {{street|your street}}</p>"))
                .extracting(ContentCheck::sentence)
                .containsExactly(
                        "No recipient has a field with this name, so it will be empty.",
                        "No recipient has a field with this name, so everyone gets the words after the bar.");
    }

    @ParameterizedTest
    @CsvSource({
        "*|FNAME|*, {{first_name}}",
        "%%last_name%%, {{last_name}}",
        "%FIRSTNAME%, {{first_name}}",
        "{$email}, {{email}}",
        "{{ contact.first_name }}, {{first_name}}",
        "{{ subscriber.LAST_NAME }}, {{last_name}}",
        "'{{ first_name|default:''there'' }}', {{first_name}}",
        "*|UNSUB|*, unsubscribe link",
        "*|LIST:COMPANY|*, a merge field such as"
    })
    void fieldOfAnotherProgramIsNamedWithOurs(String field, String advice) {
        assertThat(inspect("News", "<p>Hi " + field + ", welcome to the studio</p>"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.kind()).isEqualTo(Kind.FOREIGN_FIELD);
                    assertThat(check.sentence()).contains(advice);
                    assertThat(check.detail()).isEqualTo(field);
                });
    }

    @Test
    void percentagesAndEncodedLinksAreNoFields() {
        assertThat(inspect(
                        "News",
                        "<p>20% OFF, 100%% sure, a*|b <a href=\"https://x.example/%E2%80%93%ABC%20\">the plan</a></p>"))
                .isEmpty();
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
