package org.tidings.feedback.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings of a provider do, and which are wrong. */
class ProviderSettingsTest {

    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwxyz234";
    private static final Map<String, String> SETTINGS = TestProviders.settings("http://127.0.0.1:9/");

    static List<String> providers() {
        return TestProviders.IDS;
    }

    @ParameterizedTest
    @MethodSource("providers")
    void withoutSettingsNothingIsAcceptedOrSent(String id) {
        FeedbackProvider provider = provider(id, Map.of());
        assertThat(provider.isConfigured()).isFalse();
        assertThat(provider.headers(TOKEN)).isEmpty();
        assertThat(provider.headers(null)).isEmpty();
        assertThat(provider.suppressions().release("ann@x.example")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postmark  | secret      | short                                            | tidings.feedback.postmark.secret must have at least 16 characters
            brevo     | secret      | short                                            | tidings.feedback.brevo.secret must have at least 16 characters
            sparkpost | secret      | short                                            | tidings.feedback.sparkpost.secret must have at least 16 characters
            mailgun   | signing-key | short                                            | tidings.feedback.mailgun.signing-key must have at least 16 characters
            mandrill  | webhook-key | short                                            | tidings.feedback.mandrill.webhook-key must have at least 16 characters
            sendgrid  | public-key  | bm9uc2Vuc2U=                                     | tidings.feedback.sendgrid.public-key must be the verification key
            sendgrid  | public-key  | §                                                | tidings.feedback.sendgrid.public-key must be the verification key
            postmark  | api-url     | http://api.example                               | tidings.feedback.postmark.api-url must be an https URL, not http://api.example
            """)
    void wrongSettingsAreNamed(String id, String key, String value, String message) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("tidings.feedback." + id + "." + key, value);
        assertThatThrownBy(() -> provider(id, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void apiKeysNeedTheRest() {
        assertThatThrownBy(() -> provider("brevo", Map.of("tidings.feedback.brevo.api-key", "some-key")))
                .hasMessage("tidings.feedback.brevo.api-key needs tidings.feedback.brevo.secret");
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.remove("tidings.feedback.mailgun.domain");
        assertThatThrownBy(() -> provider("mailgun", settings))
                .hasMessageStartingWith("tidings.feedback.mailgun.domain is needed with an API key");
    }

    @Test
    void keysOfOtherCurvesAreWrong() {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put(
                "tidings.feedback.sendgrid.public-key",
                TestProviders.encoded(
                        TestProviders.keys("secp384r1").getPublic().getEncoded()));
        assertThatThrownBy(() -> provider("sendgrid", settings)).isInstanceOf(IllegalStateException.class);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + SETTINGS.get("tidings.feedback.sendgrid.public-key")
                + "\n-----END PUBLIC KEY-----\n";
        settings.put("tidings.feedback.sendgrid.public-key", pem);
        assertThat(provider("sendgrid", settings).isConfigured()).isTrue();
    }

    @Test
    void headersCarryTheTokenAndSwitchTrackingOff() {
        assertThat(unfolded("postmark", TOKEN))
                .containsExactly(
                        Map.entry("X-PM-KeepID", "true"),
                        Map.entry("X-PM-Message-Stream", "broadcast"),
                        Map.entry("X-PM-Metadata-recipient", TOKEN),
                        Map.entry("X-PM-TrackLinks", "None"),
                        Map.entry("X-PM-TrackOpens", "false"));
        assertThat(unfolded("sendgrid", TOKEN))
                .containsExactly(Map.entry(
                        "X-SMTPAPI",
                        "{\"unique_args\":{\"recipient\":\"" + TOKEN + "\"},"
                                + " \"filters\":{\"clicktrack\":{\"settings\":{\"enable\":0}},"
                                + " \"opentrack\":{\"settings\":{\"enable\":0}},"
                                + " \"subscriptiontrack\":{\"settings\":{\"enable\":0}}}}"));
        assertThat(unfolded("mailgun", TOKEN))
                .containsExactly(
                        Map.entry("X-Mailgun-Track", "no"),
                        Map.entry("X-Mailgun-Variables", "{\"recipient\":\"" + TOKEN + "\"}"));
        assertThat(unfolded("brevo", TOKEN)).containsExactly(Map.entry("X-Mailin-custom", TOKEN));
        assertThat(unfolded("sparkpost", TOKEN))
                .containsExactly(Map.entry(
                        "X-MSYS-API",
                        "{\"metadata\":{\"recipient\":\"" + TOKEN
                                + "\"}, \"options\":{\"open_tracking\":false,\"click_tracking\":false}}"));
        assertThat(unfolded("mandrill", TOKEN))
                .containsExactly(Map.entry("X-MC-Metadata", "{\"recipient\":\"" + TOKEN + "\"}"));
    }

    @Test
    void messagesOutsideBlastsAreNotTracked() {
        assertThat(unfolded("postmark", null).keySet())
                .containsExactlyInAnyOrder("X-PM-KeepID", "X-PM-TrackOpens", "X-PM-TrackLinks");
        assertThat(unfolded("sparkpost", null))
                .containsEntry("X-MSYS-API", "{\"options\":{\"open_tracking\":false,\"click_tracking\":false}}");
        assertThat(unfolded("mailgun", null)).containsExactly(Map.entry("X-Mailgun-Track", "no"));
        assertThat(unfolded("mandrill", null)).isEmpty();
    }

    private static Map<String, String> unfolded(String id, String token) {
        Map<String, String> headers = provider(id, SETTINGS).headers(token);
        headers.forEach((name, value) -> assertThat((name + ": " + value).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(120)));
        return headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().replace("\r\n", ""),
                        (a, b) -> a,
                        java.util.TreeMap::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postmark  | POST   | /message-streams/broadcast/suppressions/delete
            sendgrid  | DELETE | /v3/suppression/bounces/a%2Bb%40x.example /v3/suppression/blocks/a%2Bb%40x.example /v3/suppression/invalid_emails/a%2Bb%40x.example /v3/suppression/spam_reports/a%2Bb%40x.example
            mailgun   | DELETE | /v3/mg.studio.example/bounces/a%2Bb%40x.example /v3/mg.studio.example/complaints/a%2Bb%40x.example
            brevo     | DELETE | /v3/smtp/blockedContacts/a%2Bb%40x.example
            sparkpost | DELETE | /api/v1/suppression-list/a%2Bb%40x.example
            mandrill  | POST   | /api/1.0/rejects/delete
            """)
    void releasesAtTheProvider(String id, String method, String paths) {
        List<HttpRequest> requests = provider(id, SETTINGS).suppressions().release("a+b@x.example");
        assertThat(requests).allSatisfy(request -> assertThat(request.method()).isEqualTo(method));
        assertThat(requests.stream().map(HttpRequest::uri).map(URI::getRawPath).collect(Collectors.joining(" ")))
                .isEqualTo(paths);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            postmark | 200 | {"Suppressions":[{"EmailAddress":"a@x.example","Status":"Deleted"}]} |
            postmark | 200 | {"Suppressions":[{"EmailAddress":"a@x.example","Status":"Failed","Message":"Spam complaints stay."}]} | Spam complaints stay.
            postmark | 401 | {} | it answered 401
            sendgrid | 204 | `` |
            sendgrid | 404 | `` |
            mailgun  | 404 | {"message":"Address not found in bounces table"} |
            brevo    | 500 | `` | it answered 500
            mandrill | 200 | {"email":"a@x.example","deleted":true} |
            mandrill | 200 | {"email":"a@x.example","deleted":false} | it did not remove the address
            mandrill | 500 | {"status":"error","code":2,"name":"Invalid_Reject"} |
            mandrill | 500 | {"status":"error","code":-1,"name":"Invalid_Key"} | it answered 500
            """)
    void judgesTheAnswerOfTheApi(String id, int status, String body, String problem) {
        assertThat(provider(id, SETTINGS).suppressions().problem(status, body).orElse(null))
                .isEqualTo(problem);
    }

    private static FeedbackProvider provider(String id, Map<String, String> settings) {
        return TestProviders.provider(id, settings, Clock.systemUTC());
    }
}
