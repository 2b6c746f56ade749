package org.tidings.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
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

    @Test
    void longListIsPaged() {
        TestAccounts.Person owner = accounts.owner();
        Blast oldest = samples.blast(owner.accountId(), owner.staffId(), "The oldest", BlastState.COMPLETED);
        Blast last = oldest;
        for (int i = 0; i < 25; i++) {
            Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Number " + i, BlastState.COMPLETED);
            last = i == 0 ? blast : last;
        }
        assertThat(tasks(owner)).doesNotContain("The oldest").contains("/tasks?before=" + last.publicId);
        owner.browser().get("/tasks?before=" + last.publicId).then().body(containsString("The oldest"));
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
