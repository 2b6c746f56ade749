package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both parts of every message have a link to unsubscribe that works: the writer's own, or that of our footer. */
class UnsubscribeFooterTest {
    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final Person ANN = new Person(new TokenSubject(7, 8, 9), "ann@example.org", "Ann", "Lee", Map.of());
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='{{unsubscribe_url}}'>Stop</a>",
                "<a href='{{ Unsubscribe URL | x }}'><b>Stop</b></a>",
                "<a href='http://{{unsubscribe_url}}'>Stop</a>",
                "<a href='mailto:{{unsubscribe_url}}'>Stop</a>",
                "<a href='https://mail.example/blasts/new/%7B%7Bunsubscribe_url%7D%7D'>Stop</a>",
                "<a href='{{unsubscribe_url}}'><img src='https://x.example/stop.png' alt='Stop'></a>"
            })
    void ownLinkReplacesTheFooter(String link) {
        for (String html : List.of(link, SafeHtml.clean(link))) {
            OutgoingMessage mail = message(html, null);
            assertThat(mail.html()).doesNotContain("Sent by");
            assertThat(mail.text()).doesNotContain("Sent by");
            assertBothPartsUnsubscribe(mail);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hi</p>",
                "<p>{{unsubscribe_url}}</p>",
                "<a href='{{unsubscribe_url}}'></a>",
                "<a href='{{unsubscribe_url}}'> <span></span></a>",
                "<a href='https://x.example/?to={{unsubscribe_url}}'>Stop</a>",
                "<a href='{{preferences_url}}'>Preferences</a>",
                "<a title='{{unsubscribe_url}}' href='https://x.example/'>Stop</a>",
                "<div style='display: none'><a href='{{unsubscribe_url}}'>Stop</a></div>",
                "<p hidden><a href='{{unsubscribe_url}}'>Stop</a></p>",
                "<p style='VISIBILITY : hidden'><a href='{{unsubscribe_url}}'>Stop</a></p>",
                "<!--[if mso]><a href=\"{{unsubscribe_url}}\">Stop</a><![endif]-->",
                "<!-- {{unsubscribe_url}} -->",
                "<style>/* {{unsubscribe_url}} */</style>"
            })
    void anyOtherMentionKeepsTheFooter(String html) {
        OutgoingMessage mail = message(html, null);
        assertThat(Jsoup.parse(mail.html()).text()).contains("Sent by Riverside Gym");
        assertBothPartsUnsubscribe(mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stop: {{unsubscribe_url}}", "({{ unsubscribe url }})", "<{{unsubscribe_url}}>."})
    void ownAddressInPlainTextReplacesItsFooter(String text) {
        OutgoingMessage mail = message("<p>Hi</p>", text);
        assertThat(mail.text()).doesNotContain("Sent by");
        assertBothPartsUnsubscribe(mail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi",
                "http://{{unsubscribe_url}}",
                "https://x.example/?to={{unsubscribe_url}}",
                "x{{unsubscribe_url}}"
            })
    void brokenAddressInPlainTextKeepsItsFooter(String text) {
        OutgoingMessage mail = message("<p>Hi</p>", text);
        assertThat(mail.text()).contains("Sent by Riverside Gym");
        assertBothPartsUnsubscribe(mail);
    }

    private static void assertBothPartsUnsubscribe(OutgoingMessage mail) {
        assertThat(Jsoup.parse(mail.html()).select("a[href^=https://mail.example/u/]"))
                .anyMatch(link -> link.hasText() || link.selectFirst("img") != null)
                .extracting(Element::cssSelector)
                .isNotEmpty();
        assertThat(mail.text()).containsPattern("(^|[\\s<(])https://mail\\.example/u/[a-z2-7]+($|[\\s>)])");
    }

    private static OutgoingMessage message(String html, @Nullable String text) {
        MessageContent content = new MessageContent(
                "01BLAST",
                "News",
                null,
                "Riverside Gym",
                "office@river.example",
                null,
                html,
                text,
                true,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Mill Lane",
                List.of(),
                false,
                true);
        return PreparedMessage.prepare(content, SETTINGS, TOKENS).render(ANN).parts();
    }
}
