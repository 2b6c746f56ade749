package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;

/** What can be done with a blast that is scheduled, and copies of any blast. */
@QuarkusTest
class SchedulePageTest {

    private static final String PEOPLE = "ann+delivery@x.test\nbob+delivery@x.test\nnope";

    @Inject
    TestAccounts accounts;

    @Inject
    Clock clock;

    private Browser dana;
    private String id;

    @BeforeEach
    void scheduleABlast() {
        dana = new Browser(accounts.owner());
        id = dana.draft("Recital", PEOPLE, "<p>Hi {{first_name|there}}</p>");
        schedule("/send", tomorrow());
    }

    @Test
    void reportOfAScheduledBlastSaysWhoWillGetIt() {
        assertThat(blast().state).isEqualTo(BlastState.SCHEDULED);
        assertThat(dana.page("/blasts/" + id))
                .contains("3 selected", "As of now, 2 people will get it; 1 will not: 1 not a valid email address.")
                .contains("Reschedule", "Send now", "Duplicate", "/blasts/" + id + "/unschedule")
                .doesNotContain("count-sum");
        assertThat(dana.page("/tasks")).contains("/blasts/" + id + "/unschedule", "/blasts/" + id + "/schedule");
    }

    @Test
    void scheduledBlastCanBeEdited() {
        dana.form()
                .post("/blasts/" + id + "/unschedule")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/blasts/" + id + "/edit"));
        assertThat(blast().state).isEqualTo(BlastState.DRAFT);
        assertThat(dana.page("/blasts/" + id + "/edit")).contains("2 will get it");
        assertThat(dana.page("/blasts/" + id + "/review"))
                .as("the time is proposed")
                .contains("value=\"" + tomorrow() + "\"", "Schedule for 2 people");
        schedule("/send", tomorrow());
        assertThat(blast().state).isEqualTo(BlastState.SCHEDULED);
    }

    @Test
    void scheduledBlastCanBeMovedToAnotherTime() {
        assertThat(dana.page("/blasts/" + id + "/schedule")).contains("value=\"" + tomorrow() + "\"");
        dana.form()
                .formParam("when", "later")
                .formParam("sendAt", "2001-01-01T10:00")
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(422)
                .body(containsString("This time is in the past."));
        LocalDateTime later = tomorrow().plusDays(1);
        schedule("/schedule", later);
        assertThat(blast().state).isEqualTo(BlastState.SCHEDULED);
        assertThat(blast().sendAt)
                .isEqualTo(later.atZone(ZoneId.of("Europe/Oslo")).toInstant());
    }

    @Test
    void scheduledBlastCanBeSentNow() {
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(303);
        await().until(() -> blast().state, BlastState.COMPLETED::equals);
        dana.form().get("/blasts/" + id + "/schedule").then().statusCode(303);
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(303);
        assertThat(blast().state).isEqualTo(BlastState.COMPLETED);
    }

    @Test
    void timeThatOccursTwiceIsOfferedTwice() {
        LocalDateTime twice = next(Month.OCTOBER);
        dana.form()
                .formParam("when", "later")
                .formParam("sendAt", twice.toString())
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(422)
                .body(containsString("occurs twice"), containsString("02:30 CET, the second time"));
        dana.form()
                .formParam("when", "later")
                .formParam("sendAt", twice.toString())
                .formParam("offset", "+01:00")
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(303);
        assertThat(blast().sendAt).isEqualTo(twice.toInstant(ZoneOffset.ofHours(1)));
    }

    /** Half past two on the day on which the clocks change next in that month. */
    private LocalDateTime next(Month month) {
        ZoneOffsetTransition change = Stream.iterate(
                        ZoneId.of("Europe/Oslo").getRules().nextTransition(clock.instant()),
                        earlier -> ZoneId.of("Europe/Oslo").getRules().nextTransition(earlier.getInstant()))
                .filter(one -> one.getDateTimeBefore().getMonth() == month)
                .findFirst()
                .orElseThrow();
        return change.getDateTimeBefore().toLocalDate().atTime(2, 30);
    }

    @Test
    void blastWhoseTimePassedLongAgoWaitsForAPerson() {
        whileNotRunning(Duration.ofMinutes(61));

        await().until(() -> blast().state, BlastState.PAUSED::equals);
        assertThat(dana.page("/tasks"))
                .contains("Not sent. Its time passed while Tidings was not running.", "Send now", "Back to draft")
                .containsSubsequence("Needs attention", "Recital")
                .doesNotContain("/resume");
        assertThat(dana.page("/blasts/" + id)).contains("Was to be sent", "Reschedule", "2 people will get it");
        dana.person()
                .program()
                .get("/api/v1/blasts/" + id)
                .then()
                .body("trouble", equalTo("Its time passed while Tidings was not running."));

        assertThat(dana.page("/blasts/" + id + "/schedule?when=now")).contains("Send to 2 people</button>");
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(303);
        await().until(() -> blast().state, BlastState.COMPLETED::equals);
        assertThat(blast().pauseReason).isNull();
    }

    @Test
    void missedBlastCanBeRescheduledOrMadeADraft() {
        whileNotRunning(Duration.ofHours(5));
        await().until(() -> blast().state, BlastState.PAUSED::equals);
        LocalDateTime later = tomorrow().plusDays(9);
        schedule("/schedule", later);
        assertThat(blast().state).isEqualTo(BlastState.SCHEDULED);
        assertThat(blast().pauseReason).isNull();

        whileNotRunning(Duration.ofHours(5));
        await().until(() -> blast().state, BlastState.PAUSED::equals);
        dana.form().post("/blasts/" + id + "/unschedule").then().statusCode(303);
        assertThat(blast().state).isEqualTo(BlastState.DRAFT);
        assertThat(dana.page("/blasts/" + id + "/review"))
                .as("a time in the past is not proposed")
                .contains("Send to 2 people</button>");
    }

    @Test
    void missedBlastIsSentWhenAProgramResumesIt() {
        whileNotRunning(Duration.ofHours(5));
        await().until(() -> blast().state, BlastState.PAUSED::equals);
        dana.person().program().post("/api/v1/blasts/" + id + "/resume").then().statusCode(200);
        await().until(() -> blast().state, BlastState.COMPLETED::equals);
        assertThat(dana.page("/blasts/" + id)).contains("count-sum").doesNotContain("Was to be sent");
    }

    @Test
    void copyOfAMissedBlastHasItsPeople() {
        whileNotRunning(Duration.ofHours(5));
        await().until(() -> blast().state, BlastState.PAUSED::equals);
        assertThat(dana.page("/blasts/" + duplicate(id) + "/edit")).contains("2 will get it");
    }

    @Test
    void itIsNotSentAfterItIsUseless() {
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update(
                        "uselessAfter = ?1 where publicId = ?2",
                        tomorrow().plusHours(1).atZone(ZoneId.of("Europe/Oslo")).toInstant(),
                        id));
        dana.form()
                .formParam("when", "later")
                .formParam("sendAt", tomorrow().plusHours(2).toString())
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(422)
                .body(containsString("when it is to stop trying. Choose an earlier time"));
        schedule("/schedule", tomorrow().plusMinutes(30));
    }

    @Test
    void blastThatIsAnHourLateIsSent() {
        whileNotRunning(Duration.ofMinutes(59));
        await().until(() -> blast().state, BlastState.COMPLETED::equals);
    }

    /** The time of the blast passed so long ago. */
    private void whileNotRunning(Duration late) {
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update(
                        "sendAt = ?1 where publicId = ?2", clock.instant().minus(late), id));
    }

    @Test
    void cancellingAScheduledBlastSaysThatItIsNotSent() {
        assertThat(dana.page("/blasts/" + id + "/cancel"))
                .contains("It will not be sent.", "10 minutes")
                .doesNotContain("already sent");
    }

    @Test
    void copyOfAnUnsentBlastHasItsMessageAndPeople() {
        String copy = duplicate(id);
        assertThat(dana.page("/blasts/" + copy + "/edit"))
                .contains("value=\"Recital\"", "{{first_name|there}}", "2 will get it", "ann+delivery@x.test");
        assertThat(blast().state).isEqualTo(BlastState.SCHEDULED);
        dana.multipart("subject", "Recital", "pasted", "cid@x.test", "html", "<p>Hi</p>")
                .post("/blasts/" + copy + "/edit")
                .then()
                .statusCode(303);
        assertThat(dana.page("/blasts/" + copy + "/edit")).contains("1 will get it");
        assertThat(dana.page("/blasts/" + id)).contains("2 people will get it");
    }

    @Test
    void copyOfASentBlastHasItsFilesAndNobody() {
        String sent = dana.draft("With a map", PEOPLE, "<p>Hi</p>");
        dana.multipart("subject", "With a map", "pasted", PEOPLE, "html", "<p>Hi</p>")
                .multiPart("attachment", "map.txt", "here".getBytes(StandardCharsets.UTF_8), "text/plain")
                .post("/blasts/" + sent + "/edit")
                .then()
                .statusCode(303);
        dana.form()
                .formParam("when", "now")
                .post("/blasts/" + sent + "/send")
                .then()
                .statusCode(303);
        String copy = duplicate(sent);
        assertThat(dana.page("/blasts/" + copy + "/edit"))
                .contains("value=\"With a map\"", "map.txt", "No one yet.")
                .doesNotContain("ann+delivery@x.test");
    }

    @Test
    void onlyWhoSeesABlastCanChangeOrCopyIt() {
        TestAccounts.Person stranger = accounts.owner();
        TestAccounts.Person colleague = accounts.staff(dana.person().accountId());
        for (TestAccounts.Person other : new TestAccounts.Person[] {stranger, colleague}) {
            Browser browser = new Browser(other);
            browser.form().get("/blasts/" + id + "/schedule").then().statusCode(404);
            for (String action : new String[] {"/schedule", "/unschedule", "/duplicate"}) {
                browser.form().post("/blasts/" + id + action).then().statusCode(404);
            }
        }
    }

    private String duplicate(String original) {
        return dana.form()
                .post("/blasts/" + original + "/duplicate")
                .then()
                .statusCode(303)
                .extract()
                .header("Location")
                .replaceAll(".*/blasts/([^/]+)/edit", "$1");
    }

    private void schedule(String action, LocalDateTime at) {
        dana.form()
                .formParam("when", "later")
                .formParam("sendAt", at.toString())
                .post("/blasts/" + id + action)
                .then()
                .statusCode(303);
    }

    private static LocalDateTime tomorrow() {
        return LocalDateTime.now(ZoneId.of("Europe/Oslo"))
                .plusDays(1)
                .truncatedTo(ChronoUnit.DAYS)
                .plusHours(12)
                .plusMinutes(30);
    }

    private Blast blast() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Blast.find(dana.person().accountId(), id).orElseThrow());
    }
}
