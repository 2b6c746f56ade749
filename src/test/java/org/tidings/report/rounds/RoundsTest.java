package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.RoundReason;
import org.tidings.feedback.MailedPeople;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.CountersHold;

/** A blast that is sent again to those who have not got it. */
@QuarkusTest
@CountersHold
class RoundsTest {

    private static final String ORIGINAL =
            "<p>Hi {{first_name|there}}, <a href=\"https://x.example/first\">tickets</a></p>";

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    @Inject
    Tokens tokens;

    private TestAccounts.Person owner;

    @BeforeEach
    void account() {
        owner = accounts.owner();
    }

    @Test
    void unreadMessageIsSentAgainInTheSameReport() {
        String id = send(list("ann@rounds.test", "ben+open@rounds.test", "cleo@rounds.test", "dora@rounds.test"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> row(id, "ben+open@rounds.test").get("status"), "OPEN"::equals);
        refuse("cleo@rounds.test", "TRACKING");
        refuse("dora@rounds.test", "MARKETING");
        makeOlder(id);
        Map<String, Object> before = blast(id);

        assertThat(page(id, "/rounds").select("#offer-UNREAD").text())
                .contains("No sign of reading after 3 days", "Send to 1 person", "1 more will not get it")
                .contains("It is not known whether 1 other person has read it");
        Document review = page(id, "/rounds/review?reason=UNREAD&days=3");
        assertThat(review.select("main").text())
                .contains("1 will get it", "ann@rounds.test", "1 will not (why?)", "dora@rounds.test Unsubscribed on")
                .doesNotContain("ben+open", "cleo");
        start(owner, id, "UNREAD", review).statusCode(303);

        Map<String, Object> again = awaitRow(id, "ann@rounds.test", "DELIVERY");
        assertThat(again).containsEntry("round", 2).containsKey("origin");
        Map<String, Object> old = rowById(id, (String) again.get("origin"));
        assertThat(old).containsEntry("status", "DELIVERY").containsEntry("sentAgain", again.get("id"));
        Map<String, Object> after = blast(id);
        assertThat(after)
                .containsEntry("selected", 5)
                .containsEntry("state", "COMPLETED")
                .containsEntry("clearedAt", before.get("clearedAt"))
                .containsEntry("completedAt", before.get("completedAt"));
        assertThat(page(id, "?tab=everyone&round=2").select("tbody tr")).hasSize(1);
        assertThat(page(id, "?tab=everyone&round=0").select("tbody tr")).hasSize(4);
        assertThat(page(id, "?tab=everyone").select("main").text()).contains("Sent again");
        assertThat(owner.browser().get("/blasts/" + id + "/report.csv").asString())
                .contains(",read_by,id,round,origin");

        // the same page once more, and a new one
        assertThat(start(owner, id, "UNREAD", review).extract().cookie("tidings-flash"))
                .contains("Nothing+was+sent+twice");
        assertThat(start(owner, id, "UNREAD", 3).extract().cookie("tidings-flash"))
                .contains("There+is+nobody+left");
        assertThat(blast(id)).containsEntry("selected", 5);
    }

    @Test
    void bouncedMessageIsSentToAnotherAddressOfThePersonAndLeavesNeedsAttention() {
        String bob = contact("Bob", "bob+bounce@rounds.test");
        String id = send(list("bob+bounce@rounds.test"));
        assertThat(page(id, "/rounds").select("#offer-CORRECTED").text()).contains("Nobody");
        owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "addresses",
                        List.of(Map.of("email", "bob+bounce@rounds.test"), Map.of("email", "bob@rounds.test"))))
                .patch("/api/v1/contacts/" + bob)
                .then()
                .statusCode(200);

        assertThat(page(id, "/rounds/review?reason=CORRECTED").select("main").text())
                .contains("1 will get it", "bob@rounds.test instead of bob+bounce@rounds.test");
        startByProgram(id, Map.of("reason", "CORRECTED", "round", 2)).statusCode(201);
        awaitRow(id, "bob@rounds.test", "DELIVERY");
        startByProgram(id, Map.of("reason", "CORRECTED", "round", 2)).statusCode(200);
        startByProgram(id, Map.of("reason", "CORRECTED")).statusCode(409);
        assertThat(page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 0", "Nothing needs attention", "Done Sent again 1");
        assertThat(row(id, "bob+bounce@rounds.test")).containsEntry("status", "BOUNCE");
        assertThat(page(id, "/calls").select("#call-sum").text())
                .isEqualTo("1 home = 1 reached + 0 waiting + 0 not reached + 0 called");
        assertThat(blast(id)).containsEntry("selected", 2);
    }

    @Test
    void addressThatIsAddedLaterGetsTheMessage() {
        contact("Ann", "ann@rounds.test");
        String tor = contact("Tor", "");
        String id = send(Map.of("everyone", true));
        assertThat(blast(id)).containsEntry("selected", 1);
        owner.program()
                .contentType("application/json")
                .body(Map.of("addresses", List.of(Map.of("email", "tor@rounds.test"))))
                .patch("/api/v1/contacts/" + tor)
                .then()
                .statusCode(200);
        startByProgram(id, Map.of("reason", "ADDED")).statusCode(201);
        assertThat(awaitRow(id, "tor@rounds.test", "DELIVERY"))
                .containsEntry("round", 2)
                .containsEntry("origin", null);
        startByProgram(id, Map.of("reason", "ADDED")).statusCode(409);
        assertThat(owner.program().get("/api/v1/blasts/" + id + "/rounds").<List<Integer>>path("items.people"))
                .containsExactly(1);
    }

    @Test
    void editedMessageIsThatOfItsRoundOnly() {
        String id = send(list("ann@rounds.test"));
        makeOlder(id);
        Map<String, Object> edited = Map.of(
                "reason",
                "UNREAD",
                "subject",
                "Reminder",
                "html",
                "<p>Do not forget, {{first_name|you}}: <a href=\"https://x.example/second\">here</a></p>");
        startByProgram(id, Map.of("reason", "UNREAD", "subject", "", "html", ""))
                .statusCode(422);
        startByProgram(id, edited).statusCode(201);
        Map<String, Object> again = awaitRow(id, "ann@rounds.test", "DELIVERY");

        assertThat(content(id, "recipient=" + again.get("id"))).contains("Do not forget, Ann");
        assertThat(content(id, "recipient=" + again.get("origin")))
                .contains("Hi Ann")
                .doesNotContain("forget");
        assertThat(content(id, "round=2")).contains("Do not forget");
        assertThat(view(id, Integer.parseInt((String) again.get("id")))).contains("Do not forget");
        assertThat(view(id, Integer.parseInt((String) again.get("origin")))).doesNotContain("forget");
        assertThat(page(id, "?tab=links").select("tbody tr").eachText())
                .hasSize(2)
                .anyMatch(link -> link.contains("x.example/first"))
                .anyMatch(link -> link.contains("x.example/second"));
        assertThat(page(id, "?tab=content").select("main").text()).contains("Sent again with another message: Round 2");
        String inbox = owner.browser().get("/simulator?q=ann@rounds.test").asString();
        assertThat(inbox).contains("Reminder");
    }

    @Test
    void calledPeopleAreDoneAndLeftOut() {
        String id = send(list("cleo+blocked@rounds.test", "kim+blocked@rounds.test"));
        assertThat(page(id, "?tab=attention").select("main").text()).contains("Needs attention 2");
        call(id, "CALLED", "");
        assertThat(page(id, "?tab=attention").select("main").text()).contains("Needs attention 1", "Done Called 1");
        assertThat(page(id, "/rounds/review?reason=BLOCKED").select("main").text())
                .contains("1 will get it", "1 will not (why?)", "Called already");
        call(id, "", "CALLED");
        assertThat(page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 2")
                .doesNotContain("Done");
    }

    @Test
    void refusedMessageThatIsRefusedAgainCanBeSentOnceMore() {
        String id = send(list("cleo+blocked@rounds.test"));
        startByProgram(id, Map.of("reason", "BLOCKED")).statusCode(201);
        awaitRow(id, "cleo+blocked@rounds.test", "FAILED");
        startByProgram(id, Map.of("reason", "BLOCKED")).statusCode(201).extract();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> row(id, "cleo+blocked@rounds.test").get("status"), "FAILED"::equals);
        assertThat(row(id, "cleo+blocked@rounds.test")).containsEntry("round", 3);
        assertThat(page(id, "?tab=attention").select("main").text()).contains("Needs attention 1", "Done Sent again 2");
        assertThat(page(id, "/calls").select("#call-sum").text())
                .isEqualTo("1 home = 0 reached + 0 waiting + 1 not reached + 0 called");
    }

    @Test
    void releasedAddressIsDoneAndCanBeMailedAgain() {
        String id = send(list("bob+bounce@rounds.test"));
        owner.program()
                .delete("/api/v1/invalid/bob+bounce@rounds.test?reason=fixed")
                .then()
                .statusCode(204);
        assertThat(page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 0", "Done Address released 1");
        assertThat(page(id, "/rounds").select("#offer-CORRECTED").text()).contains("Send to 1 person");
    }

    @Test
    void ofManyStartsAtOnceOneSucceedsAndNobodyIsAddedTwice() {
        String id = send(list(
                IntStream.range(0, 300).mapToObj(n -> "p" + n + "@rounds.test").toArray(String[]::new)));
        makeOlder(id);
        CyclicBarrier together = new CyclicBarrier(4);
        List<Integer> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    arrive(together);
                    return startByProgram(id, Map.of("reason", "UNREAD"))
                            .extract()
                            .statusCode();
                }))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(answers).containsExactly(201, 409, 409, 409);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> blast(id), blast -> counts(blast).get("DELIVERY") == 600);
        assertThat(sql.value(
                        "select count(distinct address_id) from recipient where round = 2 and blast_id = " + key(id)))
                .isEqualTo("300");
    }

    @Test
    void largeRoundIsWrittenInChunks() {
        String id = send(list("ann@rounds.test"));
        addDelivered(id, 5_200);
        startByProgram(id, Map.of("reason", "UNREAD")).statusCode(201);
        await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> owner.program()
                                .get("/api/v1/blasts/" + id + "/rounds")
                                .path("items[0].finished"),
                        Boolean.TRUE::equals);
        assertThat(owner.program().get("/api/v1/blasts/" + id + "/rounds").<Integer>path("items[0].people"))
                .isEqualTo(5_200);
        assertThat(blast(id)).containsEntry("selected", 10_401);
        owner.program().post("/api/v1/blasts/" + id + "/cancel");
        await().atMost(Duration.ofMinutes(2)).until(() -> counts(blast(id)).get("SENT"), Integer.valueOf(0)::equals);
    }

    @Test
    void countsOfObjectionsAndClicksAreLinksToTheirPeople() {
        String id = send(list("ann+complaint@rounds.test", "ben+unsubscribe@rounds.test", "cleo+click@rounds.test"));
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> blast(id),
                        blast -> blast.get("complaints").equals(1)
                                && blast.get("unsubscribes").equals(1)
                                && counts(blast).get("CLICK") == 1);
        Document report = page(id, "");
        for (String mark : List.of("COMPLAINT", "UNSUBSCRIBED")) {
            String link = report.select("main a[href*=mark=" + mark + "]").attr("href");
            assertThat(Jsoup.parse(owner.browser().get(link).asString()).select("tbody tr"))
                    .hasSize(1);
        }
        String clicked = page(id, "?tab=links").select("main a[href*=link=]").attr("href");
        assertThat(Jsoup.parse(owner.browser().get(clicked).asString())
                        .select("tbody tr")
                        .text())
                .contains("cleo");
    }

    @Test
    void foreignBlastsAreNotFound() {
        String id = send(list("ann@rounds.test"));
        TestAccounts.Person other = accounts.owner();
        for (String path : List.of(
                "/rounds",
                "/rounds/list",
                "/rounds/review?reason=UNREAD",
                "/content?round=2",
                "/content?recipient=1")) {
            other.browser().get("/blasts/" + id + path).then().statusCode(404);
        }
        for (String path : List.of("/rounds", "/rounds/preview")) {
            other.browser()
                    .formParam("reason", "UNREAD")
                    .post("/blasts/" + id + path)
                    .then()
                    .statusCode(404);
        }
        other.program().get("/api/v1/blasts/" + id + "/rounds").then().statusCode(404);
        other.program()
                .contentType("application/json")
                .body(Map.of("reason", "UNREAD"))
                .post("/api/v1/blasts/" + id + "/rounds")
                .then()
                .statusCode(404);
        owner.browser().get("/blasts/" + id + "/content?recipient=99").then().statusCode(404);
    }

    @Test
    void pausedBlastIsNotSentAgain() {
        String id = send(list("cleo+blocked@rounds.test"));
        sql.sql("update blast set state = 'PAUSED' where id = " + key(id));
        assertThat(page(id, "/rounds").select("main").text()).contains("Resume it before you send it again");
        startByProgram(id, Map.of("reason", RoundReason.BLOCKED)).statusCode(409);
        sql.sql("update blast set state = 'COMPLETED' where id = " + key(id));
    }

    private static void arrive(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private ValidatableResponse start(TestAccounts.Person who, String id, String reason, Document review) {
        return start(who, id, reason, Integer.parseInt(number(review)));
    }

    private static String number(Document review) {
        return review.select("input[name=number]").attr("value");
    }

    private ValidatableResponse start(TestAccounts.Person who, String id, String reason, int number) {
        return who.browser()
                .formParam("reason", reason)
                .formParam("days", 3)
                .formParam("number", number)
                .post("/blasts/" + id + "/rounds")
                .then();
    }

    private ValidatableResponse startByProgram(String id, Map<String, ?> body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/blasts/" + id + "/rounds")
                .then();
    }

    private void call(String id, String outcome, String shown) {
        String home = page(id, "/calls")
                .select("tbody tr")
                .get(0)
                .select("input[name=home]")
                .attr("value");
        RequestSpecification form = owner.browser().formParam("home", home);
        if (!outcome.isEmpty()) {
            form.formParam("outcome", outcome);
        }
        if (!shown.isEmpty()) {
            form.formParam("shown", shown);
        }
        form.post("/blasts/" + id + "/calls").then().statusCode(303);
    }

    private Document page(String id, String path) {
        return Jsoup.parse(owner.browser()
                .get("/blasts/" + id + path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replace("<wbr>", ""));
    }

    private String content(String id, String query) {
        return owner.browser()
                .get("/blasts/" + id + "/content?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String view(String id, int seq) {
        long key = key(id);
        long address = Long.parseLong(
                sql.value("select address_id from recipient where blast_id = " + key + " and seq = " + seq));
        String token = tokens.sign(TokenPurpose.VIEW, new TokenSubject(key, seq, address));
        return io.restassured.RestAssured.given()
                .get("/v/" + token)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private Map<String, Object> blast(String id) {
        Map<String, Object> blast =
                owner.program().get("/api/v1/blasts/" + id).jsonPath().getMap("");
        assertThat(counts(blast).values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(blast.get("selected"));
        return blast;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Integer> counts(Map<String, Object> blast) {
        return (Map<String, Integer>) blast.get("counts");
    }

    /** The latest row of an address. */
    private Map<String, Object> row(String id, String email) {
        return rows(id).stream()
                .filter(row -> email.equals(row.get("email")))
                .max(java.util.Comparator.comparing(row -> Integer.valueOf((String) row.get("id"))))
                .orElse(new HashMap<>());
    }

    private Map<String, Object> rowById(String id, String number) {
        return rows(id).stream()
                .filter(row -> number.equals(row.get("id")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> rows(String id) {
        return owner.program()
                .get("/api/v1/blasts/" + id + "/recipients?limit=1000")
                .path("items");
    }

    private Map<String, Object> awaitRow(String id, String email, String status) {
        return await().until(
                        () -> row(id, email),
                        row -> status.equals(row.get("status"))
                                && Integer.valueOf(2).equals(row.get("round")));
    }

    private static Map<String, Object> list(String... emails) {
        return Map.of(
                "recipients",
                Stream.of(emails)
                        .map(email -> Map.of("email", email, "firstName", "Ann"))
                        .toList());
    }

    private String send(Map<String, Object> audience) {
        String id = created("blasts", Map.of("subject", "Recital", "html", ORIGINAL, "audience", audience));
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> blast(id),
                        blast -> counts(blast).get("SENT") == 0 && "COMPLETED".equals(blast.get("state")));
        return id;
    }

    private String contact(String name, String email) {
        return created(
                "contacts",
                Map.of("firstName", name, "addresses", email.isEmpty() ? List.of() : List.of(Map.of("email", email))));
    }

    private String created(String what, Map<String, Object> body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/" + what)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void refuse(String email, String kind) {
        owner.program()
                .contentType("application/json")
                .body(Map.of("kind", kind, "granted", false))
                .put("/api/v1/addresses/" + email + "/consent")
                .then()
                .statusCode(200);
    }

    private long key(String id) {
        return Long.parseLong(sql.value("select id from blast where public_id = '" + id + "'"));
    }

    /** As if the messages had been delivered four days ago. */
    private void makeOlder(String id) {
        sql.sql("update recipient set delivered_at = delivered_at - interval 4 day where blast_id = " + key(id)
                + " and delivered_at > '1971-01-01'");
    }

    /** People who got the blast four days ago and have not read it. */
    private void addDelivered(String id, int people) {
        long key = key(id);
        sql.sql("insert into address (account_id, email, created_at) select " + owner.accountId()
                + ", concat('q', s.seq, '@rounds.test'), utc_timestamp(6) from seq_2_to_" + (people + 1) + " s");
        sql.sql(
                "insert into recipient (blast_id, seq, address_id, email, status, attempts, sent_at, delivered_at, last_activity_at)"
                        + " select " + key + ", substring_index(substring(a.email, 2), '@', 1), a.id, a.email, 1, 1,"
                        + " utc_timestamp(6) - interval 4 day, utc_timestamp(6) - interval 4 day, utc_timestamp(6) from address a"
                        + " where a.account_id = " + owner.accountId() + " and a.email like 'q%@rounds.test'");
        sql.sql("update blast set next_seq = " + (people + 2) + " where id = " + key);
        sql.sql("update recipient_counts set delivery = delivery + " + people + " where blast_id = " + key);
    }
}
