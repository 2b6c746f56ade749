package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.block.BlockJson;
import org.tidings.message.layout.Look;

/** A check that reports something about a good message teaches people to skip all of them. */
class GoodMessagesTest {

    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());
    private static final Person NOBODY = new Person(TokenSubject.NOBODY, "a@example.org", "", "", Map.of());

    private static final String NEWSLETTER = """
            <h1 style="color:#0b5cad">What happens in June</h1>
            <p><img src="https://riverside.example/recital.jpg" alt="The youngest group on stage" style="max-width: 100%"></p>
            <p>Dear {{first_name|families}},</p>
            <p>the recital is on <strong>Saturday, 13 June, 3 pm</strong>. Doors open at half past two.</p>
            <ul><li>Bring black shoes</li><li>Please be there 20 minutes early</li></ul>
            <p><a href="https://riverside.example/tickets" style="BUTTON">Reserve tickets</a></p>
            <p>Questions? <a href="mailto:office@riverside.example">Write to the office</a> or call
            <a href="tel:+15550100">555 0100</a>. All dates are in the
            <a href="https://riverside.example/calendar">calendar of the term</a>.</p>
            <p style="color:#6b7280;font-size:13px">You can also read this <a href="{{view_url}}">in your browser</a>.</p>
            """.replace("BUTTON", Look.STANDARD.buttonStyle());

    private static final String OWN_LAYOUT = """
            <!doctype html><html><head><style>.h { background: #111827 } .h a { color: #ffffff }</style></head>
            <body style="margin:0;background:#f3f4f6">
            <div style="display:none;max-height:0;color:#f3f4f6">Term starts on Monday</div>
            <table width="600" align="center" bgcolor="#ffffff"><tr><td class="h"><h1 style="color:#ffffff">Riverside</h1></td></tr>
            <tr><td style="padding:24px;color:#333333">The new term starts on Monday, and the timetable is online.
            <a href="https://riverside.example/timetable" style="background:#0b5cad;color:#fff">See the timetable</a></td></tr>
            <tr><td style="font-size:12px;color:#555555"><a href="{{unsubscribe_url}}">Unsubscribe</a></td></tr></table>
            </body></html>
            """;

    @ParameterizedTest
    @ValueSource(strings = {"recital", "coach", "closed", "camp"})
    void samplesPass(String name) throws IOException {
        try (InputStream sample = getClass().getResourceAsStream("/sample/" + name + ".json")) {
            assertThat(inspect(BlockHtml.of(
                                    BlockJson.read(new String(
                                            Objects.requireNonNull(sample).readAllBytes(), UTF_8)),
                                    BlockContext.of(Look.STANDARD))
                            .html()))
                    .isEmpty();
        }
    }

    @Test
    void newsletterPasses() {
        assertThat(inspect(NEWSLETTER)).isEmpty();
    }

    @Test
    void messageWithALayoutOfItsOwnPasses() {
        assertThat(inspect(OWN_LAYOUT)).isEmpty();
    }

    @Test
    void shortNoticePasses() {
        assertThat(inspect("<p>No class today.</p>")).isEmpty();
    }

    @Test
    void sizeIsThatOfTheMessageAsItArrives() {
        String html = "<p>News</p>".repeat(8_900); // 97,900 octets as typed
        assertThat(size(content(html).withLook(null))).isEmpty();
        assertThat(size(content(html.replace("News", "Nëws")))).contains("146 KB");
    }

    private static Optional<String> size(MessageContent content) {
        return MessageSize.check(PreparedMessage.prepare(content, SETTINGS, TOKENS), NOBODY)
                .map(ContentCheck::detail);
    }

    private static List<ContentCheck> inspect(String html) {
        MessageContent content = content(html);
        assertThat(size(content)).isEmpty();
        return MessageChecks.inspect(content, Set.of("class", "class_time"));
    }

    private static MessageContent content(String html) {
        return new MessageContent(
                "B",
                "{{first_name|Dear parents}}, what happens in June",
                null,
                "Riverside",
                "news@riverside.example",
                "office@riverside.example",
                html,
                null,
                true,
                "Riverside",
                "account-1.riverside.example",
                "1 River Road",
                List.of(),
                true,
                true,
                Look.STANDARD);
    }
}
