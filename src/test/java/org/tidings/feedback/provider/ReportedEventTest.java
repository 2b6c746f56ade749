package org.tidings.feedback.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.feedback.provider.Cases.Case;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.NewEvent;

/** What each provider's events become. */
class ReportedEventTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Map<String, String> SETTINGS = TestProviders.settings("http://127.0.0.1:9");
    private static final Tokens TOKENS = new Tokens(List.of("a secret".getBytes(StandardCharsets.UTF_8)));
    private static final TokenSubject ANN = new TokenSubject(7, 3, 11);
    private static final String TOKEN = TOKENS.sign(TokenPurpose.MESSAGE, ANN);

    static Stream<Case> cases() {
        return Cases.all();
    }

    static List<String> providers() {
        return TestProviders.IDS;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mapsEverySample(Case sample) {
        List<? extends ProviderEvent> events = parse(sample.provider(), sample.about(TOKEN, AT));

        assertThat(events.stream().map(ReportedEventTest::described).collect(Collectors.joining("; ")))
                .isEqualTo(sample.expected());
        events.forEach(event -> {
            assertThat(event.subject(TOKENS)).contains(ANN);
            assertThat(event.source()).matches("[ -~]{10,70}");
        });
    }

    /** Kind and verdict, or the hit and who made it; empty if nothing is recorded. */
    private static String described(ProviderEvent event) {
        return event.feedback(ANN, NOW, () -> false)
                .map(ReportedEventTest::described)
                .or(() -> event.hit(ANN, NOW, TOKENS).map(ReportedEventTest::described))
                .orElse("");
    }

    private static String described(FeedbackEvent feedback) {
        assertThat(feedback.at()).isBetween(AT, AT.plusSeconds(5));
        var diagnosis = feedback.diagnosis();
        return feedback.kind() + (diagnosis == null ? "" : " " + diagnosis.verdict());
    }

    private static String described(NewEvent hit) {
        return hit.type() + (hit.automatic() ? " automatic" : "") + (hit.unconfirmed() ? " unconfirmed" : "");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void hasSamplesOfEveryKind(String provider) {
        assertThat(Cases.of(provider).map(Case::expected))
                .contains(
                        "DELIVERED",
                        "DELAYED SOFT",
                        "FAILED HARD",
                        "FAILED SOFT",
                        "FAILED BLOCKED",
                        "SUPPRESSED HARD",
                        "COMPLAINED",
                        "UNSUBSCRIBED",
                        "OPENED",
                        "CLICKED",
                        "");
    }

    /** So that a retry counts once, and nothing else is taken for one. */
    @ParameterizedTest
    @MethodSource("providers")
    void sourcesAreStableAndDifferent(String provider) {
        List<String> once = sources(provider);

        assertThat(once).doesNotHaveDuplicates().isEqualTo(sources(provider));
    }

    private static List<String> sources(String provider) {
        return Cases.of(provider)
                .flatMap(sample -> parse(provider, sample.about(TOKEN, AT)).stream())
                .filter(event -> event.feedback(ANN, NOW, () -> false).isPresent()
                        || event.hit(ANN, NOW, TOKENS).isPresent())
                .map(ProviderEvent::source)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void malformedEventsDoNotLoseOthers(String provider) {
        String good = Cases.named(provider, "complaint").about(TOKEN, AT);
        String batch = "[17, null, \"text\", [], {}, {\"event\": {\"event\": 3}, \"msys\": 5, \"timestamp\": \"x\"}, "
                + "{\"event\": \"open\", \"timestamp\": 1e300, \"ts\": -5}, " + good + "]";

        assertThat(parse(provider, batch).stream()
                        .filter(event -> event.subject(TOKENS).isPresent())
                        .map(ReportedEventTest::described))
                .containsExactly("COMPLAINED");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tokensOfOthersAreNotAccepted(String provider) {
        Tokens others = new Tokens(List.of("another secret".getBytes(StandardCharsets.UTF_8)));
        for (String token : List.of(
                "",
                "x",
                others.sign(TokenPurpose.MESSAGE, ANN),
                TOKENS.sign(TokenPurpose.UNSUBSCRIBE, ANN),
                TOKENS.sign(TokenPurpose.RETURN_PATH, ANN))) {
            assertThat(parse(provider, Cases.named(provider, "complaint").about(token, AT)))
                    .allSatisfy(event -> assertThat(event.subject(TOKENS)).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "17", "\"text\"", "null", "[{\"event\": \"open\"}"})
    void whatIsNoJsonOfEventsIsMalformed(String text) {
        for (String provider : TestProviders.IDS) {
            assertThatThrownBy(() -> parse(provider, text)).isInstanceOf(MalformedBodyException.class);
        }
    }

    @Test
    void deepJsonIsMalformed() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> parse("sendgrid", deep)).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> parse("sendgrid", "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void messageIdIsTheFallback() {
        for (String provider : List.of("sendgrid", "mailgun", "brevo")) {
            String event = Cases.named(provider, "complaint")
                    .about(TOKEN, AT)
                    .replace("\"recipient\":\"" + TOKEN + "\"", "\"recipient\":\"\"")
                    .replace("\"X-Mailin-custom\":\"" + TOKEN + "\"", "\"X-Mailin-custom\":\"\"");
            assertThat(parse(provider, event))
                    .singleElement()
                    .satisfies(read -> assertThat(read.subject(TOKENS)).contains(ANN));
        }
    }

    @Test
    void timesInTheFutureAreNow() {
        ProviderEvent event = parse(
                        "sendgrid", Cases.named("sendgrid", "complaint").about(TOKEN, NOW.plusSeconds(900)))
                .get(0);
        assertThat(event.feedback(ANN, NOW, () -> false).orElseThrow().at()).isEqualTo(NOW);
    }

    @Test
    void oldEventsOfMandrillAreIgnored() {
        String old = Cases.named("mandrill", "complaint").about(TOKEN, NOW.minusSeconds(8 * 86_400));
        assertThat(parse("mandrill", "[" + old + "]")).isEmpty();
    }

    @Test
    void evidenceIsTheEvent() {
        String event = Cases.named("postmark", "complaint").about(TOKEN, AT).replace("Recital", "Grüße");
        FeedbackEvent feedback =
                parse("postmark", event).get(0).feedback(ANN, NOW, () -> false).orElseThrow();
        assertThat(new String(feedback.raw().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo(event);
    }

    private static List<? extends ProviderEvent> parse(String provider, String text) {
        return TestProviders.provider(provider, SETTINGS, CLOCK).parse(new VerifiedBody("", text));
    }
}
