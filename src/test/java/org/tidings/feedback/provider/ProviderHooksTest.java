package org.tidings.feedback.provider;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.EndToEnd;
import org.tidings.TestAccounts;
import org.tidings.account.AuditEntry;
import org.tidings.blast.Blast;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.feedback.provider.Cases.Case;
import org.tidings.feedback.provider.TestProviders.Signed;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.RecipientStatus;

/** The webhooks of all providers but Amazon SES, through HTTP. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class ProviderHooksTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** An account and a blast for all tests: making them takes longer than a test. */
    private static Blast blast;

    @TestHTTPResource
    URI home;

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Inject
    Tokens tokens;

    @Inject
    Clock clock;

    @ConfigProperty(name = TestProviders.PRIVATE_KEY)
    String sendGridKey;

    @ConfigProperty(name = "tidings.feedback.postmark.api-url")
    URI api;

    private Mailed ann;
    private String token;

    static Stream<Case> cases() {
        return Cases.all();
    }

    static List<String> providers() {
        return TestProviders.IDS;
    }

    @BeforeEach
    void createRecipient() {
        ann = mailed();
        token = people.messageToken(ann);
    }

    /** Mailed long enough ago that a hit is not an early one. */
    private Mailed mailed() {
        if (blast == null) {
            blast = people.blast(accounts.owner().accountId());
        }
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@x.example";
        Mailed person = people.add(blast, List.of(email), RecipientStatus.SENT).get(0);
        people.sql("update recipient set sent_at = '2026-01-01 08:00:00'" + person.where());
        return person;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everySampleHasItsEffect(Case sample) {
        post(200, sample.provider(), about(sample, token));

        String expected = sample.expected();
        assertThat(people.status(ann)).isEqualTo(status(expected));
        assertThat(people.invalid(ann) != null)
                .isEqualTo(
                        List.of("FAILED HARD", "SUPPRESSED HARD", "COMPLAINED").contains(expected));
        assertThat(people.unsubscribed(ann)).isEqualTo(expected.equals("UNSUBSCRIBED"));
        assertThat(people.events(ann)).hasSize(expected.isEmpty() ? 0 : 1);
    }

    private static String status(String expected) {
        return switch (expected) {
            case "DELIVERED", "COMPLAINED" -> "DELIVERY";
            case "FAILED HARD" -> "BOUNCE";
            case "FAILED SOFT", "FAILED BLOCKED", "FAILED SUSPECTED" -> "FAILED";
            case "SUPPRESSED HARD" -> "INVALID";
            case "OPENED" -> "OPEN";
            case "CLICKED" -> "CLICK";
            default -> "SENT";
        };
    }

    @ParameterizedTest
    @MethodSource("providers")
    void repeatedRequestsCountOnce(String id) {
        for (String name : List.of("delivered", "open", "click", "hard bounce", "complaint")) {
            Signed signed = signed(id, about(Cases.named(id, name), token));
            assertThat(send(id, signed)).isEqualTo(200);
            assertThat(send(id, signed)).isEqualTo(200);
        }
        assertThat(people.events(ann))
                .containsExactlyInAnyOrder("DELIVERED", "OPENED", "CLICKED", "BOUNCED", "COMPLAINED");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void orderDoesNotMatter(String id) {
        post(200, id, about(Cases.named(id, "click"), token));
        post(200, id, about(Cases.named(id, "open"), token));
        post(200, id, about(Cases.named(id, "delivered"), token));
        assertThat(people.status(ann)).isEqualTo("CLICK");

        ann = mailed();
        token = people.messageToken(ann);
        post(200, id, about(Cases.named(id, "hard bounce"), token));
        post(200, id, about(Cases.named(id, "delivered"), token));
        post(200, id, about(Cases.named(id, "open"), token));
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void forgedRequestsAreRefusedAndStoreNothing(String id) {
        String events = about(Cases.named(id, "hard bounce"), token);
        Signed signed = signed(id, events);
        int refusal = List.of("postmark", "brevo", "sparkpost").contains(id) ? 401 : 403;
        String forged = new String(signed.body(), StandardCharsets.UTF_8)
                .replaceFirst("\"signature\": \"....", "\"signature\": \"0000");
        assertThat(send(
                        id,
                        new Signed(
                                Map.of("Content-Type", "application/json"), forged.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(refusal);
        assertThat(send(
                        id,
                        new Signed(
                                Map.of("Authorization", "Bearer wrong", "X-Mandrill-Signature", "AAAA"),
                                forged.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(refusal);
        assertThat(people.events(ann)).isEmpty();
        assertThat(people.status(ann)).isEqualTo("SENT");
    }

    /** Also with the bearer token, which is no API key, and with an API key, which is no secret of a provider. */
    @Test
    void bearerTokensAreSecretsOfTheProvider() {
        String event = about(Cases.named("brevo", "delivered"), token);
        given().header("Authorization", "Bearer " + accounts.owner().apiKey())
                .contentType("application/json")
                .body(event)
                .post("/hooks/brevo")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Basic realm=\"Tidings\"");
        assertThat(send("brevo", TestProviders.withSecret(event, "Bearer " + TestProviders.SECRET)))
                .isEqualTo(200);
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tokensThatAreNotOfThisInstallationDoNothing(String id) {
        Tokens others = new Tokens(List.of("another secret".getBytes(StandardCharsets.UTF_8)));
        for (String foreign : List.of(
                others.sign(TokenPurpose.MESSAGE, ann.subject()),
                tokens.sign(TokenPurpose.UNSUBSCRIBE, ann.subject()),
                token.substring(1))) {
            post(200, id, about(Cases.named(id, "hard bounce"), foreign));
        }
        assertThat(people.events(ann)).isEmpty();
        assertThat(people.invalid(ann)).isNull();
    }

    /** The address in an event is that of somebody else. */
    @Test
    void eventsConcernOnlyTheRecipientOfTheToken() {
        Mailed other = mailed();
        post(
                200,
                "postmark",
                about(Cases.named("postmark", "hard bounce"), token).replace("ann@x.example", other.email()));
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.status(other)).isEqualTo("SENT");
        assertThat(people.invalid(other)).isNull();
    }

    @Test
    void batchesAreStoredWholeButForMalformedEvents() {
        for (String id : List.of("sendgrid", "sparkpost", "mandrill", "brevo")) {
            List<Mailed> mailed = Stream.generate(this::mailed).limit(20).toList();
            String events = mailed.stream()
                    .map(person -> about(Cases.named(id, "hard bounce"), people.messageToken(person))
                            .replace("msys", person.email().equals(mailed.get(7).email()) ? "odd" : "msys")
                            .replace(
                                    "\"event\":\"",
                                    person.email().equals(mailed.get(7).email()) ? "\"event\":\"x" : "\"event\":\""))
                    .collect(Collectors.joining(",", "[null,", "]"));
            post(200, id, events);
            for (Mailed person : mailed) {
                assertThat(people.status(person)).isEqualTo(person.equals(mailed.get(7)) ? "SENT" : "BOUNCE");
            }
        }
    }

    @Test
    void emptyBatchesAndTestsAreAccepted() {
        for (String id : List.of("sendgrid", "sparkpost", "mandrill", "brevo")) {
            post(200, id, "[]");
        }
        post(200, "sparkpost", "[{\"msys\": {}}]");
        assertThat(send("mandrill", TestProviders.mandrill("[]", TestProviders.WEBHOOK_URL, "test-webhook")))
                .isEqualTo(200);
        given().head("/hooks/mandrill").then().statusCode(200);
    }

    @Test
    void unknownProvidersAreNotFound() {
        given().head("/hooks/mailjet").then().statusCode(404);
        given().body("{}").post("/hooks/mailjet").then().statusCode(404);
        given().body("{}").post("/hooks/").then().statusCode(404);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void hostileBodiesAreRefused(String id) {
        for (String body :
                List.of("", "nonsense", "[".repeat(10_000), "{\"event\":".repeat(2_000), "a=b&c=d", "\u0000")) {
            Signed signed = id.equals("mailgun")
                    ? new Signed(Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8))
                    : signed(id, body);
            assertThat(send(id, signed)).isIn(400, id.equals("mailgun") ? 403 : 400);
        }
        Signed multipart = new Signed(
                Map.of("Content-Type", "multipart/form-data; boundary=x"),
                new byte[] {'-', '-', 'x', (byte) 0xC3, (byte) 0xFF});
        assertThat(send(id, multipart)).isIn(400, 401, 403);
        assertThat(people.events(ann)).isEmpty();
    }

    /** Refused by its length, before it is sent. */
    @ParameterizedTest
    @MethodSource("providers")
    void largeBodiesAreRefused(String id) throws IOException {
        try (Socket socket = new Socket(home.getHost(), home.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /hooks/" + id + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10485760\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void invalidUtf8SpoilsOneTextOnly() {
        byte[] body = about(Cases.named("brevo", "hard bounce"), token).getBytes(StandardCharsets.UTF_8);
        int place = new String(body, StandardCharsets.US_ASCII).indexOf("Recital");
        body[place] = (byte) 0xC3;
        body[place + 1] = (byte) 0xFF;
        assertThat(send("brevo", new Signed(signed("brevo", "{}").headers(), body)))
                .isEqualTo(200);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void nothingIsAcknowledgedWhileTheDatabaseFails(String id) {
        Signed signed = signed(id, about(Cases.named(id, "hard bounce"), token));
        people.sql("rename table feedback_notice to feedback_notice_away");
        try {
            assertThat(send(id, signed)).isEqualTo(503);
        } finally {
            people.sql("rename table feedback_notice_away to feedback_notice");
        }
        assertThat(people.status(ann)).isEqualTo("SENT");
        assertThat(send(id, signed)).isEqualTo(200);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @Test
    void aTokenOfMailgunServesOneEvent() {
        String time = String.valueOf(clock.instant().getEpochSecond());
        String once = "once" + System.nanoTime();
        assertThat(send(
                        "mailgun",
                        TestProviders.mailgun(
                                about(Cases.named("mailgun", "open"), token), time, once, TestProviders.SIGNING_KEY)))
                .isEqualTo(200);
        assertThat(send(
                        "mailgun",
                        TestProviders.mailgun(
                                about(Cases.named("mailgun", "hard bounce"), token),
                                time,
                                once,
                                TestProviders.SIGNING_KEY)))
                .isEqualTo(403);
        assertThat(people.status(ann)).isEqualTo("OPEN");
    }

    @Test
    void releasingAnAddressReleasesItAtEachProvider() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.getPort()), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            String path = exchange.getRequestURI().getPath();
            byte[] answer = (path.startsWith("/message-streams/")
                            ? "{\"Suppressions\":[{\"Status\":\"Deleted\"}]}"
                            : "{\"deleted\":true}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.startsWith("/v3/smtp/") ? 401 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String flash = release();
            assertThat(flash)
                    .contains("can receive mail again")
                    .contains(
                            "It was also released at Postmark.",
                            "at SendGrid.",
                            "at Mailgun.",
                            "at SparkPost.",
                            "at Mandrill.")
                    .contains("It could not be released at Brevo (it answered 401)")
                    .contains("Amazon SES may also have suppressed this address");
        } finally {
            server.stop(0);
        }
        assertThat(requests)
                .hasSize(10)
                .allMatch(request -> request.contains(ann.email())
                        || request.contains(ann.email().replace("@", "%40")));
        assertThat(audited()).hasSize(6).anyMatch(detail -> detail.contains("at Brevo"));
    }

    @Test
    void aProviderThatIsAwayDoesNotStopTheRelease() {
        assertThat(release()).contains("It could not be released at Postmark (it cannot be reached)");
        assertThat(people.invalid(ann)).isNull();
    }

    private String release() {
        TestAccounts.Person owner = accounts.secondOwner(ann.accountId());
        post(200, "postmark", about(Cases.named("postmark", "hard bounce"), token));
        assertThat(people.invalid(ann)).isNotNull();
        Map<String, String> cookies = owner.browser()
                .header("Origin", "https://news.studio.example")
                .formParam("email", ann.email())
                .formParam("why", "They say it works")
                .post("/invalid/release")
                .then()
                .statusCode(303)
                .extract()
                .cookies();
        assertThat(people.invalid(ann)).isNull();
        return URLDecoder.decode(cookies.get("tidings-flash"), StandardCharsets.UTF_8);
    }

    private List<String> audited() {
        return QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.ofAccount(ann.accountId(), 50).stream()
                        .filter(entry -> entry.subject.equals(ann.email())
                                && entry.action.equals("address.released-at-provider"))
                        .map(entry -> String.valueOf(entry.detail))
                        .toList());
    }

    private String about(Case sample, String about) {
        return sample.about(about, Instant.ofEpochSecond(clock.instant().getEpochSecond() - 60));
    }

    private Signed signed(String id, String events) {
        return TestProviders.sign(id, events, Map.of(TestProviders.PRIVATE_KEY, sendGridKey), clock);
    }

    private void post(int status, String id, String events) {
        String batch = !events.startsWith("[")
                        && List.of("sendgrid", "sparkpost", "mandrill").contains(id)
                ? "[" + events + "]"
                : events;
        assertThat(send(id, signed(id, batch))).isEqualTo(status);
    }

    private int send(String id, Signed signed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(home.resolve("/hooks/" + id))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
