package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.AuditEntry;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;

@QuarkusTest
class ReviewPageTest {

    private static final String HTML = "<p>Hi {{first_name}}, <a href=\"http://x.example/\">click here</a>"
            + " <a href=\"https://x.example/tickets\">Buy tickets</a><img src=\"https://x.example/a.png\"></p>";

    @Inject
    TestAccounts accounts;

    @Inject
    EntityManager database;

    @Test
    void showsRecipientsAndChecks() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Spring recital", "Ann Lee <ann@x.org>\nbob@x.org\nnope", HTML);
        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains("2 will get it", "1 will not: 1 not a valid email address", "Send to 2 people")
                .contains("{{first_name}} is empty for 1 person", "<p class=\"finding-people\">bob@x.org</p>")
                .contains("This link is not secure", "http://x.example/")
                .contains("does not say where it leads", "no description")
                .contains("Your postal address is not set");
    }

    @Test
    void namesWhatWasRemovedAndFilesThatAreBlocked() {
        Browser dana = new Browser(accounts.owner());
        String id =
                dana.draft("Word paste", "ann@x.org", "<p>Hi</p><img src=\"file:///C:/clip.png\"><script>x()</script>");
        for (String file : List.of("setup.exe", "plan.pdf")) {
            dana.form()
                    .multiPart("subject", "Word paste")
                    .multiPart("pasted", "ann@x.org")
                    .multiPart("html", "<p>Hi again</p>")
                    .multiPart("attachment", file, new byte[] {1}, "application/octet-stream")
                    .post("/blasts/" + id + "/edit")
                    .then()
                    .statusCode(303);
        }
        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains("Removed from the message", "image file:///C:/clip.png", "&lt;script&gt;")
                .contains("block files of this type", "<span class=\"finding-detail\">setup.exe</span>")
                .doesNotContain("<span class=\"finding-detail\">plan.pdf</span>");
    }

    @Test
    void showsTheUnsubscribeDateInTheAccountsTimeZone() {
        Browser dana = new Browser(accounts.owner());
        unsubscribed(dana.person().accountId(), "ann@x.org", "2026-05-02 23:30:00"); // past midnight in Oslo
        String id = dana.draft("Spring recital", "ann@x.org\nbob+delivery@x.test", HTML);
        assertThat(dana.page("/blasts/" + id + "/review")).contains("Unsubscribed on 3 May 2026");
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/send")
                .then()
                .statusCode(303);
        await().untilAsserted(() -> assertThat(dana.page("/blasts/" + id + "?tab=everyone"))
                .contains("Left out: unsubscribed on 3 May 2026"));
    }

    private void unsubscribed(long accountId, String email, String at) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "insert into address (account_id, email, unsubscribed_at, created_at) values (?, ?, ?, utc_timestamp(6))")
                        .setParameter(1, accountId)
                        .setParameter(2, email)
                        .setParameter(3, at)
                        .executeUpdate());
    }

    @Test
    void emptyCellsCountAsBlankMergeFields() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>{{class}} {{class|none}}</p>");
        dana.multipart("html", "<p>{{class}}</p>", "subject", "Recital")
                .multiPart(
                        "csv",
                        "p.csv",
                        "email,class\na@x.org,A\nb@x.org,\nc@x.org,  \n"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "text/csv")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains("{{class}} is empty for 2 people", "<p class=\"finding-people\">b@x.org; c@x.org</p>");
    }

    @Test
    void unknownFieldIsReportedOnce() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Dear {{nickname}}</p>");
        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains("No recipient has a field with this name")
                .doesNotContain("{{nickname}} will come out empty");
    }

    @Test
    void previewShowsTheMessageOfOnePersonInASandbox() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Hi {{first_name|you}}", "Ann Lee <ann@x.org>\nBob Ray <bob@x.org>", HTML);
        assertThat(dana.page("/blasts/" + id + "/preview")).contains("<strong>Hi Ann</strong>");
        assertThat(dana.page("/blasts/" + id + "/preview?as=bob@x.org")).contains("<strong>Hi Bob</strong>");
        assertThat(dana.page("/blasts/" + id + "/preview?q=Ray")).contains("<strong>Hi Bob</strong>", "bob@x.org</a>");
        dana.form()
                .get("/blasts/" + id + "/preview/html?as=bob@x.org")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(containsString("Hi Bob"), not(containsString("/o/")));
    }

    @Test
    void sendingStartsTheBlastOnceAndKeepsItsLinks() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Spring recital", "ann+delivery@x.test", HTML);
        for (int press = 0; press < 2; press++) {
            dana.form()
                    .formParam("when", "now")
                    .post("/blasts/" + id + "/send")
                    .then()
                    .statusCode(303)
                    .header("Location", endsWith("/tasks"));
        }
        Blast blast = Blast.find(dana.person().accountId(), id).orElseThrow();
        assertThat(blast.state).isIn(BlastState.RUNNING, BlastState.COMPLETED);
        assertThat(links(blast)).containsExactly("http://x.example/", "https://x.example/tickets");
        dana.form().get("/blasts/" + id + "/edit").then().statusCode(303).header("Location", endsWith("/blasts/" + id));
        dana.multipart("subject", "Spring recital", "pasted", "ann+delivery@x.test", "html", HTML)
                .header("HX-Request", "true")
                .post("/blasts/" + id + "/save")
                .then()
                .statusCode(200)
                .header("HX-Redirect", endsWith("/blasts/" + id));
    }

    @Test
    void incompleteBlastIsNotSent() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>Hi</p>");
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/send")
                .then()
                .statusCode(422)
                .body(containsString("Add at least one recipient."), not(containsString("data-now")));
        assertThat(Blast.find(dana.person().accountId(), id).orElseThrow().state)
                .isEqualTo(BlastState.DRAFT);
    }

    @Test
    void spreadAndLastTimeAreChosenOnTheReviewPageAndKept() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann+delivery@x.test\nbob+delivery@x.test", "<p>Hi</p>");
        String today = LocalDateTime.now(ZoneId.of("Europe/Oslo"))
                .plusMinutes(90)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        limited(dana, id, "PT2H", today)
                .then()
                .statusCode(422)
                .body(
                        containsString("uselessAfter-error\">Choose a time after the last message is sent."),
                        containsString("value=\"PT2H\" selected"));
        limited(dana, id, "often", "never")
                .then()
                .statusCode(422)
                .body(containsString("spreadOver-error"), containsString("uselessAfter-error"));

        limited(dana, id, "PT1H", today).then().statusCode(303);
        await().untilAsserted(() -> assertThat(dana.page("/blasts/" + id))
                .contains("Sending: 1 of 2 done. Spread over 1 hour. Stops trying"));
        assertThat(dana.page("/tasks")).contains("1 of 2 done. Spread over 1 hour.");
    }

    private static Response limited(Browser by, String id, String spreadOver, String uselessAfter) {
        return by.form()
                .formParam("when", "now")
                .formParam("spreadOver", spreadOver)
                .formParam("uselessAfter", uselessAfter)
                .post("/blasts/" + id + "/send");
    }

    @Test
    void serviceNoticeIsNotSpread() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Closed", "ann+delivery@x.test", "<p>Hi</p>");
        dana.multipart("subject", "Closed", "pasted", "ann+delivery@x.test", "html", "<p>Hi</p>", "purpose", "SERVICE")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains("name=\"uselessAfter\"")
                .doesNotContain("name=\"spreadOver\"");
        limited(dana, id, "PT1H", "").then().statusCode(422);
    }

    @Test
    void blastThatNobodyWouldGetIsNotSent() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "nope\nann@\nbob at x.org", "<p>Hi</p>");
        String reason = "No one would get this: 3 not valid email addresses.";
        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains(reason, "#pasted")
                .doesNotContain("data-now");
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/send")
                .then()
                .statusCode(422)
                .body(containsString(reason));
    }

    @Test
    void ruleThatSelectsNobodyIsNotSent() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>Hi</p>");
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update("audience = ?1 where publicId = ?2", "{\"everyone\":true}", id));
        assertThat(dana.page("/blasts/" + id + "/review")).contains("No one would get this: no one matches.");
    }

    @Test
    void unusableReplyAddressPreventsSendingButNotAPreview() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        dana.multipart("subject", "Recital", "pasted", "ann@x.org", "html", "<p>Hi</p>", "replyTo", "müller@x.org")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(422)
                .body(containsString("id=\"replyTo-error\""));
        assertThat(dana.page("/blasts/" + id + "/preview")).contains("Preview");
        assertThat(dana.page("/blasts/" + id + "/review")).contains("This blast cannot be sent yet", "#replyTo");
    }

    @Test
    void timeInThePastIsRefused() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        dana.form()
                .formParam("when", "later")
                .formParam("sendAt", "2001-01-01T10:00")
                .post("/blasts/" + id + "/send")
                .then()
                .statusCode(422)
                .body(containsString("This time is in the past."), containsString("value=\"2001-01-01T10:00\""));
    }

    @Test
    void testMessageRequiresAnAddress() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        dana.form()
                .formParam("to", "nowhere")
                .post("/blasts/" + id + "/test")
                .then()
                .statusCode(422)
                .body(
                        containsString("id=\"to-error\">Enter an email address such as"),
                        containsString("value=\"nowhere\""));
    }

    @Test
    void testMessagesAreLimitedRecordedAndNotSentToInvalidAddresses() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        unsubscribed(dana.person().accountId(), "gone@x.test", "2026-05-02 23:30:00");
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update address set invalid_since = utc_timestamp(6), invalid_reason = 'No such mailbox' where email = 'gone@x.test'")
                        .executeUpdate());
        test(dana, id, "gone@x.test").then().statusCode(422).body(containsString("does not mail this address"));
        for (int i = 0; i < 30; i++) {
            test(dana, id, "stranger" + i + "@x.test").then().statusCode(303);
        }

        test(dana, id, "stranger@x.test")
                .then()
                .statusCode(422)
                .body(containsString("30 test messages within an hour"));

        assertThat(actions(dana)).filteredOn("blast.tested"::equals).hasSize(30);
    }

    @Test
    void draftThatChangedSinceItWasReviewedIsNotSent() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann+delivery@x.test", "<p>Hi</p>");
        String seen = version(dana, id);
        dana.multipart("subject", "Other", "pasted", "ann+delivery@x.test", "html", "<p>Hi</p>")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);

        send(dana, id, seen)
                .then()
                .statusCode(409)
                .body(
                        containsString("This blast was changed by you in another tab at"),
                        containsString("Changed: subject."),
                        containsString("Other"));
        send(dana, id, version(dana, id)).then().statusCode(303);
    }

    private static String version(Browser by, String id) {
        return Jsoup.parse(by.page("/blasts/" + id + "/review"))
                .select("input[name=version]")
                .val();
    }

    private static Response send(Browser by, String id, String version) {
        return by.form().formParam("when", "now").formParam("version", version).post("/blasts/" + id + "/send");
    }

    @Test
    void sendingIsRecorded() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann+delivery@x.test", "<p>Hi</p>");
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/send")
                .then()
                .statusCode(303);
        assertThat(actions(dana)).contains("blast.sent", "logged-in");
    }

    private static Response test(Browser by, String id, String to) {
        return by.form().formParam("to", to).post("/blasts/" + id + "/test");
    }

    private static List<String> actions(Browser of) {
        return QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.ofAccount(of.person().accountId(), 100).stream()
                        .map(entry -> entry.action)
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private List<String> links(Blast blast) {
        return database.createNativeQuery("select url from blast_link where blast_id = ?1 order by position")
                .setParameter(1, blast.key())
                .getResultList();
    }
}
