package org.tidings.feedback.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.feedback.provider.TestProviders.Signed;

/** Which requests are a provider's own. */
class VerificationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Map<String, String> SETTINGS = TestProviders.settings("http://127.0.0.1:9");
    private static final String EVENTS = "[{\"event\": \"open\", \"text\": \"Grüße & mehr = viel\"}]";

    static List<String> providers() {
        return TestProviders.IDS;
    }

    static List<String> providersWithSecret() {
        return List.of("postmark", "brevo", "sparkpost");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void ownRequestsAreAccepted(String id) {
        String event = "{\"id\": \"1\", \"event\": \"opened\"}";
        assertThat(provider(id)
                        .verify(TestProviders.sign(id, event, SETTINGS, CLOCK).request())
                        .text()
                        .replace(" ", ""))
                .isEqualTo(event.replace(" ", ""));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void requestsWithoutSignatureOrSecretAreRefused(String id) {
        Signed signed = TestProviders.sign(id, "[]", SETTINGS, CLOCK);
        Signed bare = id.equals("mailgun")
                ? new Signed(Map.of(), "{\"event-data\": {}}".getBytes(StandardCharsets.UTF_8))
                : new Signed(Map.of(), signed.body());
        assertThatThrownBy(() -> provider(id).verify(bare.request())).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @MethodSource("providersWithSecret")
    void secretsAreComparedWhole(String id) {
        for (String authorization : List.of(
                "Bearer " + TestProviders.SECRET,
                "bearer  " + TestProviders.SECRET,
                "basic " + basic("tidings:" + TestProviders.SECRET))) {
            provider(id).verify(TestProviders.withSecret("{}", authorization).request());
        }
        for (String authorization : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer " + TestProviders.SECRET + "x",
                "Bearer " + TestProviders.SECRET.substring(1),
                TestProviders.SECRET,
                "Basic " + TestProviders.SECRET,
                "Basic !!!",
                "Basic " + basic("tidings:"),
                "Basic " + basic("other:" + TestProviders.SECRET),
                "Basic " + basic(TestProviders.SECRET),
                "Digest " + basic("tidings:" + TestProviders.SECRET))) {
            assertThatThrownBy(() -> provider(id)
                            .verify(TestProviders.withSecret("{}", authorization)
                                    .request()))
                    .as(authorization)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused ->
                                    assertThat(refused.isWithoutCredentials()).isTrue());
        }
    }

    private static String basic(String credentials) {
        return TestProviders.encoded(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendGridSignsTimeAndBody() {
        String time = String.valueOf(NOW.getEpochSecond());
        Signed signed = TestProviders.sendGrid(EVENTS, time, SETTINGS.get(TestProviders.PRIVATE_KEY));
        provider("sendgrid").verify(signed.request());

        refused("sendgrid", new Signed(signed.headers(), (EVENTS + " ").getBytes(StandardCharsets.UTF_8)));
        Map<String, String> later = new HashMap<>(signed.headers());
        later.put("X-Twilio-Email-Event-Webhook-Timestamp", String.valueOf(NOW.getEpochSecond() + 1));
        refused("sendgrid", new Signed(later, signed.body()));
        String otherKey = TestProviders.encoded(
                TestProviders.keys("secp256r1").getPrivate().getEncoded());
        refused("sendgrid", TestProviders.sendGrid(EVENTS, time, otherKey));
        for (String signature : List.of("", "!", "MAA=", "AAAA", TestProviders.encoded(new byte[72]))) {
            Map<String, String> headers = new HashMap<>(signed.headers());
            headers.put("X-Twilio-Email-Event-Webhook-Signature", signature);
            refused("sendgrid", new Signed(headers, signed.body()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60, 8 * 3_600, 24 * 3_600, 47 * 3_600, -600})
    void retriesOfADayAreAccepted(long secondsAgo) {
        String time = String.valueOf(NOW.getEpochSecond() - secondsAgo);
        provider("sendgrid")
                .verify(TestProviders.sendGrid("[]", time, privateKey()).request());
        provider("mailgun")
                .verify(TestProviders.mailgun("{}", time, "t", TestProviders.SIGNING_KEY)
                        .request());
    }

    @Test
    void otherTimesAreRefused() {
        for (String time : List.of(
                String.valueOf(NOW.minus(Duration.ofHours(49)).getEpochSecond()),
                String.valueOf(NOW.plus(Duration.ofMinutes(16)).getEpochSecond()),
                "",
                "now",
                "-1",
                "99999999999999999999")) {
            refused("sendgrid", TestProviders.sendGrid("[]", time, privateKey()));
            refused("mailgun", TestProviders.mailgun("{}", time, "t", TestProviders.SIGNING_KEY));
        }
    }

    @Test
    void mailgunSignsTimeAndToken() {
        String time = String.valueOf(NOW.getEpochSecond());
        refused("mailgun", TestProviders.mailgun("{}", time, "t", "another key"));
        String signed = new String(
                TestProviders.mailgun("{}", time, "t", TestProviders.SIGNING_KEY)
                        .body(),
                StandardCharsets.UTF_8);
        for (String changed : List.of(
                signed.replace("\"token\": \"t\"", "\"token\": \"u\""),
                signed.replaceFirst("\"signature\": \"..", "\"signature\": \"zz"),
                signed.replaceFirst("\"signature\": \"[^\"]*\"", "\"signature\": \"\""))) {
            refused("mailgun", new Signed(Map.of(), changed.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The signature of Mailgun does not cover the event. */
    @Test
    void aTokenOfMailgunServesOneEvent() {
        FeedbackProvider mailgun = provider("mailgun");
        String time = String.valueOf(NOW.getEpochSecond());
        Signed first =
                TestProviders.mailgun("{\"id\": \"1\", \"event\": \"opened\"}", time, "t", TestProviders.SIGNING_KEY);
        mailgun.verify(first.request());
        mailgun.verify(first.request());
        for (String other : List.of(
                "{\"id\": \"2\", \"event\": \"opened\"}",
                "{\"id\": \"1\", \"event\": \"failed\"}",
                "{\"id\": \"1\", \"event\": \"opened\", \"user-variables\": {\"recipient\": \"x\"}}")) {
            Signed second = TestProviders.mailgun(other, time, "t", TestProviders.SIGNING_KEY);
            assertThatThrownBy(() -> mailgun.verify(second.request())).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void mandrillSignsUrlAndSortedFields() {
        Signed signed = TestProviders.mandrill(EVENTS, TestProviders.WEBHOOK_URL, TestProviders.WEBHOOK_KEY);
        assertThat(provider("mandrill").verify(signed.request()).text()).isEqualTo(EVENTS);

        refused("mandrill", TestProviders.mandrill(EVENTS, "https://evil.example/", TestProviders.WEBHOOK_KEY));
        refused("mandrill", TestProviders.mandrill(EVENTS, TestProviders.WEBHOOK_URL, "another key"));
        String form = new String(signed.body(), StandardCharsets.US_ASCII);
        for (String changed : List.of(form + "&a=b", form + "x", form.replace("open", "click"), "", "%", "&&&")) {
            refused("mandrill", new Signed(signed.headers(), changed.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void testOfMandrillHasNoEvents() {
        assertThat(provider("mandrill")
                        .verify(TestProviders.mandrill("[]", TestProviders.WEBHOOK_URL, "test-webhook")
                                .request())
                        .text())
                .isEqualTo("[]");
        refused("mandrill", TestProviders.mandrill(EVENTS, TestProviders.WEBHOOK_URL, "test-webhook"));
    }

    private static String privateKey() {
        return SETTINGS.get(TestProviders.PRIVATE_KEY);
    }

    private static void refused(String id, Signed request) {
        assertThatThrownBy(() -> provider(id).verify(request.request()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.isWithoutCredentials()).isFalse());
    }

    private static FeedbackProvider provider(String id) {
        return TestProviders.provider(id, SETTINGS, CLOCK);
    }
}
