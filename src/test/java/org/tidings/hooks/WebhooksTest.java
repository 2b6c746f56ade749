package org.tidings.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.TwoNodes;
import org.tidings.blast.Blast;
import org.tidings.feedback.MailedPeople;
import org.tidings.outbox.SimulatedInbox;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.HostAddresses;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;

/** Webhooks of an account, from the event to a receiver that accepts, fails, is slow or goes away. */
@QuarkusTest
class WebhooksTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople people;

    @Inject
    Ledger ledger;

    @Inject
    TestClock clock;

    @Inject
    HookDeliveries deliveries;

    @Inject
    WebhookHealth health;

    @Inject
    HookRetention retention;

    @Inject
    HookDispatcher dispatcher;

    @Inject
    HookMetrics metrics;

    @Inject
    Vertx vertx;

    @Inject
    Dns dns;

    private Receiver receiver;
    private TestAccounts.Person owner;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        owner = accounts.owner();
    }

    /** So that those of one test do not wait in the next. */
    @AfterEach
    void stop() {
        people.sql("delete from webhook");
        people.sql("delete from webhook_delivery");
        receiver.close();
        clock.reset();
    }

    private Response added(String url, String... events) {
        return owner.program()
                .contentType("application/json")
                .body(Map.of("url", url, "events", List.of(events)))
                .post("/api/v1/webhooks");
    }

    /** Adds a webhook and gives its path. */
    private String webhook(String... events) {
        Response added = added(receiver.url(), events);
        added.then().statusCode(201);
        return "/api/v1/webhooks/" + added.path("id");
    }

    private List<MailedPeople.Mailed> mailed(int count) {
        Blast blast = people.blast(owner.accountId());
        List<String> emails = IntStream.range(0, count)
                .mapToObj(i -> "p" + i + "-" + blast.publicId.toLowerCase(Locale.ROOT) + "@hooks.example")
                .toList();
        return people.add(blast, emails, RecipientStatus.SENT);
    }

    private void record(Collection<MailedPeople.Mailed> recipients, EventType type) {
        ledger.apply(recipients.stream()
                .map(person -> NewEvent.of(person.key(), type, clock.instant()))
                .toList());
    }

    private String value(String sql) {
        return String.valueOf(people.value(sql));
    }

    private void awaitAccepted(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receiver.accepted()).hasSize(count));
    }

    @Test
    void blastIsToldFromItsStartToItsEnd() {
        Response added = added(
                receiver.url(),
                "blast.started",
                "blast.completed",
                "recipient.delivered",
                "recipient.clicked",
                "recipient.bounced",
                "address.invalid");
        String secret = added.path("secret");
        String id = owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject",
                        "Recital",
                        "html",
                        "<p>Hi <a href=\"https://tickets.example/\">tickets</a></p>",
                        "audience",
                        Map.of(
                                "recipients",
                                List.of(
                                        Map.of("email", "ann+click@hooks.test", "firstName", "Ann", "lastName", "Lee"),
                                        Map.of("email", "bob+bounce@hooks.test")))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(types(receiver.accepted()))
                        .isEqualTo(Set.of(
                                "blast.started",
                                "blast.completed",
                                "recipient.delivered",
                                "recipient.clicked",
                                "recipient.bounced",
                                "address.invalid")));
        assertThat(receiver.accepted()).extracting(Receiver.Received::id).doesNotHaveDuplicates();
        for (Receiver.Received message : receiver.accepted()) {
            Instant at = Instant.ofEpochSecond(Long.parseLong(message.timestamp()));
            assertThat(message.signature())
                    .isEqualTo(HookSignature.header(List.of(secret), message.id(), at, message.body()));
            if (!message.type().startsWith("address")) {
                assertThat(message.data("blast")).isEqualTo(id);
                assertThat(message.data("subject")).isEqualTo("Recital");
            }
        }
        Receiver.Received clicked = one("recipient.clicked");
        assertThat(clicked.data("email")).isEqualTo("ann+click@hooks.test");
        assertThat(clicked.data("name")).isEqualTo("Ann Lee");
        assertThat(clicked.data("status")).isEqualTo("CLICK");
        assertThat(clicked.data("link")).isEqualTo("https://tickets.example/");
        Receiver.Received bounced = one("recipient.bounced");
        assertThat(bounced.data("email")).isEqualTo("bob+bounce@hooks.test");
        assertThat(bounced.data("status")).isEqualTo("BOUNCE");
        assertThat(bounced.data("code")).isEqualTo("550 5.1.1");
        assertThat(one("address.invalid").data("email")).isEqualTo("bob+bounce@hooks.test");
    }

    @Test
    void blastWhosePeopleCannotBeSelectedIsPausedWithTheReason() {
        webhook("blast.paused");
        owner.program()
                .contentType("application/json")
                .body("{\"addresses\": [{\"email\": \"ann@hooks.example\"}], \"tags\": [\"board\"]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
        owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject", "Board",
                        "html", "<p>Hi</p>",
                        "purpose", "SERVICE",
                        "sendAt", clock.instant().plus(Duration.ofHours(1)).toString(),
                        "audience", Map.of("tags", List.of("board"))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201);
        people.sql("update tag set name = 'trustees' where account_id = " + owner.accountId());

        clock.advance(Duration.ofMinutes(61));

        awaitAccepted(1);
        assertThat(one("blast.paused").data("reason")).startsWith("The people cannot be selected.");
    }

    private Receiver.Received one(String type) {
        List<Receiver.Received> found = receiver.accepted().stream()
                .filter(message -> message.type().equals(type))
                .toList();
        assertThat(found).as(type).isNotEmpty();
        return found.get(0);
    }

    private static Set<String> types(List<Receiver.Received> messages) {
        return messages.stream().map(Receiver.Received::type).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void accountsWithoutAWebhookHaveNoMessages() {
        webhook("recipient.delivered");
        MailedPeople.Mailed stranger = people.one(RecipientStatus.SENT);
        record(List.of(stranger), EventType.DELIVERED);
        record(mailed(1), EventType.OPENED); // not subscribed
        assertThat(value("select count(*) from webhook_delivery")).isEqualTo("0");
    }

    @Test
    void eventThatIsRecordedAgainIsToldOnce() {
        webhook("recipient.delivered", "recipient.complained");
        List<MailedPeople.Mailed> recipients = mailed(3);
        record(recipients, EventType.DELIVERED);
        record(recipients, EventType.DELIVERED);
        record(recipients, EventType.COMPLAINED);
        awaitAccepted(6);
        assertThat(value("select count(*) from webhook_delivery")).isEqualTo("6");
    }

    @Test
    void addressIsToldWhenItIsInvalidAndWhenItIsReleased() {
        webhook("address.invalid", "address.released");
        String email = "gone@hooks.example";
        owner.program()
                .contentType("application/json")
                .body(Map.of("email", email, "reason", "Left"))
                .post("/api/v1/invalid")
                .then()
                .statusCode(201);
        owner.program().delete("/api/v1/invalid/" + email).then().statusCode(204);
        awaitAccepted(2);
        assertThat(types(receiver.accepted())).containsExactly("address.invalid", "address.released");
        assertThat(one("address.invalid").data("reason")).isEqualTo("Left");
    }

    /** The receiver is down for two days and 23 hours. Each message keeps its id through all attempts. */
    @Test
    void nothingIsLostWithinThreeDays() {
        webhook("recipient.delivered");
        receiver.answers(503);
        record(mailed(25), EventType.DELIVERED);
        await().until(() -> !receiver.all().isEmpty());
        for (int hour = 0; hour < 71; hour += 6) {
            await().until(dispatcher::isIdle); // otherwise the attempt would be recorded at the later time
            int before = receiver.all().size();
            clock.advance(Duration.ofHours(Math.min(6, 71 - hour)));
            await().atMost(Duration.ofSeconds(10)).until(() -> receiver.all().size() > before);
        }
        assertThat(receiver.all().size())
                .as("a receiver that is down is not flooded")
                .isLessThan(80);

        receiver.answers(204);
        clock.advance(Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    clock.advance(Duration.ofMinutes(10));
                    assertThat(receiver.accepted()).hasSize(25);
                });
        assertThat(receiver.accepted()).extracting(Receiver.Received::id).doesNotHaveDuplicates();
        await().until(() ->
                value("select count(*) from webhook_delivery where state = 1").equals("25"));
        assertThat(value("select failing_since from webhook")).isEqualTo("null");
    }

    @Test
    void receiverThatFailsForThreeDaysIsDisabledAndTheOwnersAreTold() {
        String path = webhook("recipient.delivered");
        receiver.answers(500);
        record(mailed(2), EventType.DELIVERED);
        await().until(() -> !receiver.all().isEmpty());
        await().until(() -> !value("select failing_since from webhook").equals("null"));
        clock.advance(Duration.ofHours(73));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> owner.program().get(path).path("enabled").equals(false));
        owner.program().get(path).then().body("disabledReason", containsString("three days"));
        assertThat(value("select count(*) from audit_entry where account_id = " + owner.accountId()
                        + " and action = 'webhook.failed'"))
                .isEqualTo("1");
        SimulatedInbox inbox =
                new SimulatedInbox(accounts.secondOwner(owner.accountId())); // her session has not expired
        assertThat(inbox.awaitSource(owner.email(), 1)).contains("A webhook was disabled");
        record(mailed(1), EventType.DELIVERED); // not recorded for it
        clock.reset();
        assertThat(owner.browser().get("/tasks").asString()).contains("A webhook was disabled");
        assertThat(accounts.owner().browser().get("/tasks").asString()).doesNotContain("A webhook was disabled");

        receiver.answers(200);
        owner.program()
                .contentType("application/json")
                .body(Map.of("enabled", true))
                .patch(path)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("failingSince", nullValue());
        awaitAccepted(2);
        assertThat(owner.browser().get("/tasks").asString()).doesNotContain("A webhook was disabled");
    }

    @Test
    void receiverThatIsGoneIsDisabledAtOnce() {
        String path = webhook("recipient.delivered");
        receiver.answers(410);
        record(mailed(1), EventType.DELIVERED);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> owner.program().get(path).path("enabled").equals(false));
        owner.program().get(path).then().body("disabledReason", containsString("410"));
    }

    @Test
    void messageThatIsRefusedDoesNotHoldUpOthersAndIsGivenUp() {
        String path = webhook("recipient.delivered");
        receiver.answers(message -> message.data("email").startsWith("p0") ? 422 : 200);
        record(mailed(5), EventType.DELIVERED);
        awaitAccepted(4);
        clock.advance(Duration.ofHours(73));
        record(mailed(2).subList(1, 2), EventType.DELIVERED);
        awaitAccepted(5);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            clock.advance(Duration.ofMinutes(10));
            assertThat(value("select count(*) from webhook_delivery where state = 2"))
                    .isEqualTo("1");
        });
        owner.program().get(path).then().body("enabled", equalTo(true));

        receiver.answers(200);
        Response again = owner.program().post(path + "/redeliver?since=2020-01-01T00:00:00Z");
        again.then().statusCode(202).body("count", equalTo(1));
        clock.advance(Duration.ofMinutes(10));
        awaitAccepted(6);
    }

    @Test
    void slowReceiversDoNotHoldUpOthers() throws IOException {
        List<Receiver> slow = new ArrayList<>();
        for (int i = 0; i < Webhooks.MOST - 1; i++) {
            Receiver one = new Receiver();
            one.answers(Receiver.SILENT);
            slow.add(one);
            added(one.url(), "recipient.delivered").then().statusCode(201);
        }
        webhook("recipient.delivered");
        record(mailed(30), EventType.DELIVERED);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(receiver.accepted()).hasSize(30));
        assertThat(slow).allSatisfy(one -> assertThat(one.all()).hasSize(HookDispatcher.AT_ONCE));
        slow.forEach(Receiver::close);
    }

    @Test
    void nodeThatDiesLosesNothing() {
        String path = webhook("recipient.delivered");
        long id = Long.parseLong(value("select id from webhook"));
        people.sql("update webhook set retry_at = '2098-01-01'"); // not by the application
        record(mailed(3), EventType.DELIVERED);
        List<HookDeliveries.Claimed> lost = deliveries.claim(id, 10, clock.instant());
        assertThat(lost).hasSize(3);
        people.sql("update webhook set retry_at = null");
        clock.advance(HookDeliveries.LEASE.minusSeconds(5));
        assertThat(deliveries.webhooksWithDue(clock.instant())).isEmpty();
        clock.advance(Duration.ofSeconds(6));
        awaitAccepted(3);
        assertThat(receiver.accepted())
                .extracting(Receiver.Received::id)
                .containsExactlyInAnyOrderElementsOf(
                        lost.stream().map(HookDeliveries.Claimed::messageId).toList());
        owner.program().get(path + "/deliveries").then().body("items.attempts", contains(2, 2, 2));
    }

    @Test
    void twoNodesNeverClaimTheSameMessage() throws Exception {
        webhook("recipient.delivered");
        long id = Long.parseLong(value("select id from webhook"));
        people.sql("update webhook set retry_at = '2098-01-01'");
        record(mailed(40), EventType.DELIVERED);
        List<Long> claimed = TwoNodes.both(() -> deliveries.claim(id, 20, clock.instant())).stream()
                .flatMap(List::stream)
                .map(HookDeliveries.Claimed::id)
                .toList();
        assertThat(claimed).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    }

    @Test
    void privateNetworksAreNotContactedUnlessAllowed() {
        String path = webhook("recipient.delivered");
        people.sql("update webhook set retry_at = '2098-01-01'");
        record(mailed(2), EventType.DELIVERED);
        Clock then = Clock.fixed(Instant.parse("2098-06-01T00:00:00Z"), ZoneOffset.UTC);
        HookDispatcher guarded = new HookDispatcher(
                deliveries, health, new HookClient(vertx, HookClient.PATIENCE), HostAddresses.ofTheInternet(dns), then);
        guarded.startDue();
        await().until(guarded::isIdle);
        guarded.stop();

        assertThat(receiver.all()).isEmpty();
        owner.program()
                .get(path + "/deliveries")
                .then()
                .body("items.answer.flatten()", hasItem(containsString("private network")));
    }

    @Test
    void secretIsReplacedWithADayOfBoth() {
        Response added = added(receiver.url(), "blast.started");
        String old = added.path("secret");
        String path = "/api/v1/webhooks/" + added.path("id");
        String fresh = owner.program()
                .post(path + "/rotate")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        assertThat(fresh).isNotEqualTo(old);
        owner.program().post(path + "/test").then().statusCode(202);
        awaitAccepted(1);
        assertSignedBy(receiver.accepted().get(0), List.of(fresh, old));
        clock.advance(Webhooks.ROTATION);
        owner.program().post(path + "/test").then().statusCode(202);
        awaitAccepted(2);
        assertSignedBy(receiver.accepted().get(1), List.of(fresh));
    }

    private static void assertSignedBy(Receiver.Received message, List<String> secrets) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(message.timestamp()));
        assertThat(message.signature()).isEqualTo(HookSignature.header(secrets, message.id(), at, message.body()));
    }

    @Test
    void secretIsShownOnceAndNotReadableInTheDatabase() {
        Response added = added(receiver.url(), "blast.started");
        String secret = added.path("secret");
        assertThat(secret).matches("whsec_.{44}");
        owner.program().get("/api/v1/webhooks").then().body("items", hasSize(1)).body("items[0].secret", nullValue());
        assertThat(value("select secret from webhook")).doesNotContain(secret.substring(6));
    }

    @Test
    void messageCanBeSentAgain() {
        String path = webhook("recipient.delivered");
        record(mailed(1), EventType.DELIVERED);
        awaitAccepted(1);
        await().until(() ->
                "DELIVERED".equals(owner.program().get(path + "/deliveries").path("items[0].state")));
        String delivery = owner.program().get(path + "/deliveries").path("items[0].id");
        owner.program()
                .post(path + "/deliveries/" + delivery + "/redeliver")
                .then()
                .statusCode(202);
        awaitAccepted(2);
        assertThat(receiver.accepted().get(1).id())
                .isEqualTo(receiver.accepted().get(0).id());
        owner.program().post(path + "/deliveries/0/redeliver").then().statusCode(404);
        owner.program().post(path + "/deliveries/x/redeliver").then().statusCode(404);
    }

    @Test
    void wrongRequestsAreRefused() {
        added("ftp://x.example/", "blast.started").then().statusCode(422).body("violations.field", contains("url"));
        added(receiver.url(), "blast.exploded")
                .then()
                .statusCode(422)
                .body("violations[0].message", containsString("blast.started"));
        added(receiver.url()).then().statusCode(422).body("violations.field", contains("events"));
        String path = webhook("blast.started");
        TestAccounts.Person stranger = accounts.owner();
        for (String call : List.of("", "/deliveries")) {
            stranger.program().get(path + call).then().statusCode(404);
        }
        for (String call : List.of("/test", "/rotate", "/redeliver", "/deliveries/1/redeliver")) {
            stranger.program().post(path + call).then().statusCode(404);
        }
        stranger.program().delete(path).then().statusCode(404);
        owner.program().post(path + "/redeliver?since=yesterday").then().statusCode(400);
    }

    @Test
    void oldMessagesAndThoseOfDeletedWebhooksAndErasedPeopleAreDeleted() {
        String path = webhook("recipient.delivered");
        List<MailedPeople.Mailed> recipients = mailed(2);
        record(recipients, EventType.DELIVERED);
        awaitAccepted(2);
        await().until(() ->
                value("select count(*) from webhook_delivery where state = 1").equals("2"));
        clock.advance(Duration.ofDays(6));
        retention.prune();
        assertThat(value("select count(*) from webhook_delivery")).isEqualTo("2");
        clock.advance(Duration.ofDays(2));
        retention.prune();
        assertThat(value("select count(*) from webhook_delivery")).isEqualTo("0");

        owner.program().post(path + "/test");
        owner.program().delete(path).then().statusCode(204);
        retention.prune();
        assertThat(value("select count(*) from webhook_delivery")).isEqualTo("0");
    }

    @Test
    void pageShowsTheSecretOnceAndWhatWasSent() {
        owner.browser()
                .formParam("url", "https://")
                .post("/settings/webhooks")
                .then()
                .statusCode(422)
                .body(containsString("Enter a web address"))
                .body(containsString("Choose at least one event."));
        String made = owner.browser()
                .formParam("url", receiver.url())
                .formParam("description", "Booking system")
                .formParam("event", "blast.started", "recipient.bounced")
                .post("/settings/webhooks")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .asString();
        assertThat(Jsoup.parse(made).select("main .secret").text()).matches("whsec_.{44}");
        String page = Jsoup.parse(owner.browser().get("/settings/webhooks").asString())
                .select("main th a")
                .attr("href");
        owner.browser().post(page + "/test").then().statusCode(303);
        awaitAccepted(1);
        await().untilAsserted(
                        () -> assertThat(Jsoup.parse(owner.browser().get(page).asString())
                                        .select("main tbody tr")
                                        .text())
                                .contains("webhook.test", "200"));
        assertThat(owner.browser().get(page).asString()).doesNotContain("whsec_");
        owner.browser().post(page + "/disable").then().statusCode(303);
        assertThat(owner.browser().get(page).asString()).contains("This webhook was disabled");
        accounts.owner().browser().get(page).then().statusCode(404);
        accounts.staff(owner.accountId()).browser().get(page).then().statusCode(403);
        owner.browser().post(page + "/delete").then().statusCode(303);
        owner.browser().get(page).then().statusCode(404);
    }

    @Test
    void backlogIsMeasured() {
        webhook("recipient.delivered");
        people.sql("update webhook set retry_at = '2098-01-01'");
        record(mailed(3), EventType.DELIVERED);
        metrics.read();
        assertThat(metrics.waiting()).isEqualTo(3);
    }

    @Test
    void idsAreThoseOfTheSpecification() {
        String path = webhook("blast.started");
        owner.program().post(path + "/test").then().body("messageId", matchesPattern("msg_[0-9a-f]{32}"));
    }
}
