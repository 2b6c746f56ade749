package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.tidings.EndToEnd.APPLE_PRIVACY;
import static org.tidings.EndToEnd.FIREFOX;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.counts;
import static org.tidings.EndToEnd.fetch;
import static org.tidings.EndToEnd.links;
import static org.tidings.EndToEnd.path;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.pixel;
import static org.tidings.EndToEnd.rows;
import static org.tidings.EndToEnd.send;
import static org.tidings.EndToEnd.unsubscribeUrl;
import static org.tidings.EndToEnd.visitor;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.ForeignMailServer.Received;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.CountersHold;

/** A blast from the API through a foreign mail server to its recipients, and what they do, back to the report. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class EndToEndTest {

    private static final String HTML = "<p>Hi {{first_name|there}},"
            + " <a href=\"https://studio.example/recital?a=1&amp;b=2\">details</a> and <a href=\"https://studio.example/map\">the way</a></p>";

    private static ForeignMailServer mx;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private TestAccounts.Person owner;

    @BeforeAll
    static void startMailServer() {
        mx = new ForeignMailServer(EndToEnd.SMTP_PORT).start();
        mx.refuses(
                "gone@x.example",
                "550-5.1.1 The email account that you tried to reach does not exist.\r\n"
                        + "550-5.1.1 Please double-check for typing errors.\r\n550 5.1.1 NoSuchUser");
        mx.refuses("dead@x.example", "550 5.1.1 User unknown");
        mx.refuses("policy@x.example", "550 5.7.1 Message refused by policy");
        mx.refusesOnce("greylisted@x.example", "451 4.7.1 Greylisted, please try again");
    }

    @AfterAll
    static void stopMailServer() {
        mx.close();
    }

    @BeforeEach
    void newAccount() {
        owner = accounts.owner();
    }

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void whoUnsubscribesWhileTheRelayIsSlowIsNotMailed() {
        List<Map<String, String>> people = people("late", 20, i -> "x.example");
        String earlier = send(owner, blast("Earlier", HTML, people));
        awaitState(owner, earlier, "COMPLETED");
        List<Received> got = mx.received();
        mx.takesItsTime(Duration.ofSeconds(3));
        try {
            String id = send(owner, blast("Later", HTML, people));
            await().until(() -> mx.received().size() > got.size());
            got.parallelStream()
                    .filter(mail -> mail.recipient().startsWith("late"))
                    .forEach(EndToEndTest::oneClick);

            awaitState(owner, id, "COMPLETED");
            Map<String, Integer> counts =
                    counts(awaitBlast(owner, id, blast -> counts(blast).get("SENT") == 0));
            assertThat(counts.get("DELIVERY")).as("were on the wire").isLessThanOrEqualTo(5);
            assertThat(counts.get("UNSUBSCRIBED")).isEqualTo(20 - counts.get("DELIVERY"));
        } finally {
            mx.takesItsTime(Duration.ZERO);
        }
    }

    @Test
    void blastThatEverybodyRefusesPausesItself() {
        List<Map<String, String>> people = people("refused", 5_000, i -> "d" + i + ".example");
        people.forEach(person -> mx.refuses(person.get("email"), "550 5.7.1 Listed by blocklist.example"));
        String id = send(owner, blast("Unwelcome", HTML, people));
        Map<String, Object> blast = awaitState(owner, id, "PAUSED");
        assertThat(counts(blast).get("FAILED")).isBetween(20, 4_000);
        owner.browser()
                .get("/blasts/" + id)
                .then()
                .body(containsString("messages in a row were rejected because of the sender"));
    }

    @Test
    void longLinkLeadsWhereItShouldAndThePixelIsNotPacked() {
        String target = "https://studio.example/?q=" + "a".repeat(8_000);
        send(owner, blast("Long", "<a href=\"" + target + "\">details</a>", people("reader", 1, i -> "x.example")));
        await().until(() -> mx.received("reader0@x.example"), mails -> !mails.isEmpty());
        fetch(FIREFOX, links(mx.only("reader0@x.example")).get(0))
                .then()
                .statusCode(302)
                .header("Location", target);
        visitor(FIREFOX)
                .header("Accept-Encoding", "gzip, deflate")
                .get(path(pixel(mx.only("reader0@x.example"))))
                .then()
                .statusCode(200)
                .header("Content-Length", "43")
                .header("Content-Encoding", (String) null);
        visitor(FIREFOX).post(path(pixel(mx.only("reader0@x.example")))).then().statusCode(405);
    }

    private static List<Map<String, String>> people(String name, int count, IntFunction<String> domain) {
        return IntStream.range(0, count)
                .mapToObj(i -> person(name + i + "@" + domain.apply(i), "Ann"))
                .toList();
    }

    @Test
    void apiPageAndDownloadAgreeOnWhereEveryRecipientEnded() {
        String earlier = send(
                owner,
                blast("Earlier", HTML, List.of(person("leaver@x.example", "Lea"), person("dead@x.example", "Ded"))));
        awaitState(owner, earlier, "COMPLETED");
        oneClick(mx.only("leaver@x.example"));

        String id = send(
                owner,
                blast(
                        "Spring recital",
                        HTML,
                        List.of(
                                person("ann@x.example", "Ann"),
                                person("ANN@X.example", "Ann again"),
                                person("opener@x.example", "Ole"),
                                person("clicker@x.example", "Cleo"),
                                person("scanned@x.example", "Scott"),
                                person("apple@x.example", "Appy"),
                                person("checked@x.example", "Chen"),
                                person("quitter@x.example", "Quinn"),
                                person("multiquitter@x.example", "Mia"),
                                person("gone@x.example", "Gus"),
                                person("greylisted@x.example", "Gry"),
                                person("policy@x.example", "Pol"),
                                person("not an address", "Nan"),
                                person("leaver@x.example", "Lea"),
                                person("dead@x.example", "Ded"))));
        awaitState(owner, id, "COMPLETED");
        awaitBlast(owner, id, blast -> counts(blast).get("SENT") == 0);

        scan(mx.only("scanned@x.example"));
        fetch(APPLE_PRIVACY, pixel(mx.only("apple@x.example"))).then().statusCode(200);
        visitor(FIREFOX).head(path(pixel(mx.only("checked@x.example")))).then().statusCode(200);
        visitor(FIREFOX)
                .head(path(links(mx.only("checked@x.example")).get(0)))
                .then()
                .statusCode(302);
        awaitBlast(owner, id, blast -> blast.get("automaticClicks").equals(1));
        clock.advance(Duration.ofSeconds(5));
        awaitBlast(owner, id, blast -> blast.get("automaticClicks").equals(3));

        clock.advance(Duration.ofMinutes(5));
        fetch(FIREFOX, pixel(mx.only("opener@x.example"))).then().statusCode(200);
        fetch(FIREFOX, links(mx.only("clicker@x.example")).get(0))
                .then()
                .statusCode(302)
                .header("Location", "https://studio.example/recital?a=1&b=2");
        oneClick(mx.only("quitter@x.example"));
        visitor("Googlebot/2.1")
                .multiPart("List-Unsubscribe", "One-Click")
                .post(path(unsubscribeUrl(mx.only("multiquitter@x.example"))))
                .then()
                .statusCode(200)
                .header("Set-Cookie", (String) null);

        // On a busy machine a hit goes to the spool, so hits are counted in any order.
        Map<String, Object> blast = awaitBlast(
                owner,
                id,
                now -> counts(now).get("CLICK") == 1
                        && counts(now).get("OPEN") == 1
                        && now.get("automaticOpens").equals(3)
                        && now.get("unsubscribes").equals(2));
        assertThat(EndToEnd.statuses(owner, id))
                .containsOnly(
                        Map.entry("ann@x.example", "DELIVERY"),
                        Map.entry("opener@x.example", "OPEN"),
                        Map.entry("clicker@x.example", "CLICK"),
                        Map.entry("scanned@x.example", "DELIVERY"),
                        Map.entry("apple@x.example", "DELIVERY"),
                        Map.entry("checked@x.example", "DELIVERY"),
                        Map.entry("quitter@x.example", "DELIVERY"),
                        Map.entry("multiquitter@x.example", "DELIVERY"),
                        Map.entry("gone@x.example", "BOUNCE"),
                        Map.entry("greylisted@x.example", "DELIVERY"),
                        Map.entry("policy@x.example", "FAILED"),
                        Map.entry("not an address", "FAILED"),
                        Map.entry("leaver@x.example", "UNSUBSCRIBED"),
                        Map.entry("dead@x.example", "INVALID"));
        assertThat(blast)
                .containsEntry("selected", 14)
                .containsEntry("title", "Email Blast :: Spring recital")
                .containsEntry("unsubscribes", 2)
                .containsEntry("complaints", 0)
                .containsEntry("automaticOpens", 3)
                .containsEntry("automaticClicks", 3);
        Map<String, Map<String, Object>> rows = rows(owner, id);
        assertThat(rows.get("greylisted@x.example"))
                .containsEntry("attempts", 2)
                .containsEntry("reason", null);
        assertThat(rows.get("gone@x.example"))
                .containsEntry("code", "550 5.1.1")
                .containsEntry("attempts", 1);
        assertThat(rows.get("policy@x.example")).containsEntry("code", "550 5.7.1");
        assertThat(rows.get("quitter@x.example")).containsEntry("unsubscribed", true);
        assertThat(mx.attempts("gone@x.example")).isEqualTo(1);
        assertThat(mx.received("ann@x.example")).hasSize(1);
        assertThat(mx.received("leaver@x.example")).as("only the earlier one").hasSize(1);
        assertThat(mx.attempts("dead@x.example")).as("only the earlier one").isEqualTo(1);
        assertRowsAgree(id, rows);
    }

    @Test
    void longestReasonOfAnInvalidAddressHoldsUpNoBlast() {
        owner.program()
                .contentType("application/json")
                .body(Map.of("email", "gone@x.example", "reason", "x".repeat(500)))
                .post("/api/v1/invalid")
                .then()
                .statusCode(201);
        String id = send(owner, blast("On", HTML, List.of(person("gone@x.example", "Gus"))));

        awaitState(owner, id, "COMPLETED");
        assertThat(EndToEnd.statuses(owner, id)).containsEntry("gone@x.example", "INVALID");
    }

    @Test
    void bounceMakesTheAddressInvalidForLaterBlastsOnly() {
        String first = send(owner, blast("First", HTML, List.of(person("gone@x.example", "Gus"))));
        awaitBlast(owner, first, blast -> counts(blast).get("BOUNCE") == 1);
        String second = send(owner, blast("Second", HTML, List.of(person("gone@x.example", "Gus"))));

        awaitState(owner, second, "COMPLETED");
        assertThat(EndToEnd.statuses(owner, second)).containsEntry("gone@x.example", "INVALID");
        assertThat(EndToEnd.statuses(owner, first)).containsEntry("gone@x.example", "BOUNCE");
    }

    @Test
    void retryCarriesTheSameMessageIdAndReturnPathAsTheFirstAttempt() {
        mx.refusesOnce("later@x.example", "452 4.2.2 Mailbox full");
        String id = send(owner, blast("Later", HTML, List.of(person("later@x.example", "Lars"))));

        awaitBlast(owner, id, blast -> counts(blast).get("DELIVERY") == 1);
        assertThat(mx.senders("later@x.example")).hasSize(2);
        assertThat(mx.senders("later@x.example").stream().distinct()).hasSize(1);
        assertThat(EndToEnd.header(mx.only("later@x.example"), "Message-ID"))
                .isEqualTo("<" + EndToEnd.header(mx.only("later@x.example"), "X-Tidings-Recipient")
                        + "@bounces.studio.example>");
    }

    @Test
    void pressingUnsubscribeTwiceIsTheSameAsOnceAndLookingIsNothing() {
        String id = send(owner, blast("Leave", HTML, List.of(person("undecided@x.example", "Uma"))));
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("undecided@x.example");
        fetch(FIREFOX, unsubscribeUrl(mail)).then().statusCode(200);
        assertThat(EndToEnd.get(owner, id)).containsEntry("unsubscribes", 0);

        oneClick(mail);
        oneClick(mail);

        assertThat(EndToEnd.get(owner, id)).containsEntry("unsubscribes", 1);
    }

    @Test
    void badTokensAreNotFoundAndTellNothing() {
        for (String url : List.of("/o/abc.gif", "/c/abc", "/u/abc", "/v/abc", "/c/aHR0cHM6Ly9ldmlsLmV4YW1wbGUv")) {
            visitor(FIREFOX).get(url).then().statusCode(404);
        }
    }

    @Test
    void linksOpensAndUnsubscribesWorkWhenTheReportIsGone() {
        String id = send(owner, blast("Gone soon", HTML, List.of(person("old@x.example", "Olga"))));
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("old@x.example");
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(204);
        owner.program().get("/api/v1/blasts/" + id).then().statusCode(404);
        pruning.run();

        fetch(FIREFOX, pixel(mail))
                .then()
                .statusCode(200)
                .contentType("image/gif")
                .header("Cache-Control", "no-store");
        fetch(FIREFOX, links(mail).get(1)).then().statusCode(302).header("Location", "https://studio.example/map");
        fetch(FIREFOX, unsubscribeUrl(mail)).then().statusCode(200);
        oneClick(mail);
        String next = send(owner, blast("Next", HTML, List.of(person("old@x.example", "Olga"))));
        awaitState(owner, next, "COMPLETED");
        assertThat(EndToEnd.statuses(owner, next)).containsEntry("old@x.example", "UNSUBSCRIBED");
    }

    @Inject
    org.tidings.task.PruneNow pruning;

    /** As RFC 8058 section 3.1 wants it: no cookie, no redirect. */
    private static void oneClick(Received mail) {
        visitor("Mailbox/1.0")
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(path(unsubscribeUrl(mail)))
                .then()
                .statusCode(200)
                .header("Set-Cookie", (String) null);
    }

    /** Two links and the pixel at once, in a browser's name. */
    private static void scan(Received mail) {
        fetch(FIREFOX, pixel(mail)).then().statusCode(200);
        for (String link : links(mail)) {
            fetch(FIREFOX, link).then().statusCode(302);
        }
    }

    private void assertRowsAgree(String id, Map<String, Map<String, Object>> rows) {
        Map<String, NamedCsvRecord> csv = EndToEnd.csv(owner, id);
        Map<String, List<String>> page = EndToEnd.page(owner, id);
        assertThat(csv.keySet()).containsExactlyElementsOf(rows.keySet());
        assertThat(page.keySet()).containsExactlyElementsOf(rows.keySet());
        rows.forEach((email, row) -> {
            NamedCsvRecord cells = csv.get(email);
            assertThat(cells.getField("status")).isEqualTo(row.get("status"));
            assertThat(cells.getField("attempts")).isEqualTo(String.valueOf(row.get("attempts")));
            assertThat(cells.getField("code")).isEqualTo(text(row.get("code")));
            assertThat(cells.getField("reason")).isEqualTo(text(row.get("reason")));
            assertThat(cells.getField("unsubscribed")).isEqualTo(String.valueOf(row.get("unsubscribed")));
            assertThat(cells.getField("last_activity_at")).isEqualTo(row.get("lastActivityAt"));
            assertThat(page.get(email).get(0)).isEqualToIgnoringCase((String) row.get("status"));
            assertThat(page.get(email)).contains(String.valueOf(row.get("attempts")));
        });
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
