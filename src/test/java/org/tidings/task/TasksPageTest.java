package org.tidings.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class TasksPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Test
    void emptyListSuggestsTheNextStep() {
        assertThat(tasks(accounts.owner())).contains("Nothing yet.", "Write your first blast");
    }

    @Test
    void ownersSeeAllTasksAndStaffTheirOwn() {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person staff = accounts.staff(owner.accountId());
        samples.blast(owner.accountId(), owner.staffId(), "From Dana", BlastState.COMPLETED);
        samples.blast(owner.accountId(), staff.staffId(), "From Sam", BlastState.COMPLETED);
        samples.blast(owner.accountId(), staff.staffId(), "Half written", BlastState.DRAFT);
        assertThat(tasks(owner)).contains("From Dana", "From Sam", "Half written");
        assertThat(tasks(staff)).contains("From Sam", "Half written").doesNotContain("From Dana");
        assertThat(tasks(accounts.owner())).doesNotContain("From Dana", "From Sam");
    }

    @ParameterizedTest
    @CsvSource({"DRAFT, drafts", "SCHEDULED, scheduled", "COMPLETED, finished"})
    void everySectionIsPaged(BlastState state, String section) {
        TestAccounts.Person owner = accounts.owner();
        samples.blast(owner.accountId(), owner.staffId(), "The oldest", state);
        Blast last = samples.blast(owner.accountId(), owner.staffId(), "Number 0", state);
        for (int i = 1; i < 25; i++) {
            samples.blast(owner.accountId(), owner.staffId(), "Number " + i, state);
        }
        String next = "/tasks?list=" + section + "&amp;before=" + last.publicId;
        assertThat(tasks(owner)).doesNotContain("The oldest").contains(next);
        owner.browser()
                .get("/tasks?list=" + section + "&before=" + last.publicId)
                .then()
                .body(containsString("The oldest"), not(containsString("Number 1")));
    }

    @Test
    void blastThatTidingsPausedIsOpenedBeforeItIsResumed() {
        TestAccounts.Person owner = accounts.owner();
        Blast paused = samples.blast(owner.accountId(), owner.staffId(), "By hand", BlastState.PAUSED);
        assertThat(primary(owner)).containsExactly("Write a blast", "Resume Email Blast :: By hand");
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update("pauseReason = 'Many addresses are dead' where id = ?1", paused.key()));
        assertThat(primary(owner)).containsExactly("Write a blast", "Open Email Blast :: By hand");
        assertThat(Jsoup.parse(owner.browser()
                                .get("/blasts/" + paused.publicId)
                                .then()
                                .extract()
                                .asString())
                        .select("main .btn-primary"))
                .isEmpty();
    }

    private static List<String> primary(TestAccounts.Person person) {
        return Jsoup.parse(tasks(person)).select("main .btn-primary").eachText();
    }

    @Test
    void noPageNamesAConfigurationKey() {
        TestAccounts.Person owner = accounts.owner();
        assertThat(tasks(owner)).contains("Test mode", ": no email leaves Tidings.", "href=\"/simulator\"");
        for (String path : List.of("/tasks", "/blasts/new", "/settings", "/settings/mail", "/simulator", "/invalid")) {
            owner.browser()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body(not(containsString("quarkus.")), not(containsString("tidings.delivery")));
        }
    }

    @Test
    void mostUrgentSectionIsFirst() {
        TestAccounts.Person owner = accounts.owner();
        for (BlastState state :
                new BlastState[] {BlastState.SCHEDULED, BlastState.PAUSED, BlastState.COMPLETED, BlastState.DRAFT}) {
            samples.blast(owner.accountId(), owner.staffId(), "A blast", state);
        }
        assertThat(Jsoup.parse(tasks(owner)).select("main h2").eachText())
                .containsExactly("Needs attention", "Scheduled", "Drafts", "Done");
    }

    @Test
    void cancelAndDeleteAskForConfirmation() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.PAUSED);
        owner.browser()
                .get("/blasts/" + blast.publicId + "/cancel")
                .then()
                .statusCode(200)
                .body(containsString("undo this"));
        owner.browser().post("/blasts/" + blast.publicId + "/cancel").then().statusCode(303);
        assertThat(tasks(owner)).contains("Cancelled");
        owner.browser().get("/blasts/" + blast.publicId + "/delete").then().statusCode(200);
        owner.browser().post("/blasts/" + blast.publicId + "/delete").then().statusCode(303);
        assertThat(tasks(owner)).doesNotContain("Spring recital");
        owner.browser().get("/blasts/" + blast.publicId).then().statusCode(404);
    }

    @Test
    void invalidActionShowsAnError() {
        TestAccounts.Person owner = accounts.owner();
        Blast paused = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.PAUSED);
        owner.browser()
                .post("/blasts/" + paused.publicId + "/delete")
                .then()
                .statusCode(409)
                .body(containsString("Cancel it first"), containsString("Spring recital"));
        owner.browser().post("/blasts/" + paused.publicId + "/pause").then().statusCode(409);
    }

    @Test
    void onlyTheProgressOfARunningTaskIsReplaced() {
        TestAccounts.Person owner = accounts.owner();
        Blast paused = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.PAUSED);
        owner.browser()
                .get("/tasks/" + paused.publicId)
                .then()
                .statusCode(200)
                .header("HX-Retarget", "#task-" + paused.publicId)
                .body(containsString("Resume"));
    }

    private static String tasks(TestAccounts.Person person) {
        return person.browser().get("/tasks").then().statusCode(200).extract().asString();
    }
}
