package org.tidings.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestAccounts;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.blast.Purpose;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

/** Search, deletion of several tasks, and what a row says of people. */
@QuarkusTest
class TaskListTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    Audience audience;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=RECITAL | Spring recital, Autumn recital",
                "q=Email Blast :: spring | Spring recital",
                "q=100%25 | 100% off",
                "q=_ | ",
                "kind=service | Closed on Monday",
                "kind=marketing&q=recital | Spring recital, Autumn recital",
                "kind=nonsense | 100% off, Closed on Monday, Autumn recital, Spring recital",
            })
    void searchesSubjectsAndKinds(String query, String subjects) {
        TestAccounts.Person owner = accounts.owner();
        samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
        samples.blast(owner.accountId(), owner.staffId(), "Autumn recital", BlastState.COMPLETED);
        Blast closed = samples.blast(owner.accountId(), owner.staffId(), "Closed on Monday", BlastState.COMPLETED);
        samples.blast(owner.accountId(), owner.staffId(), "100% off", BlastState.COMPLETED);
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update("purpose = ?1 where id = ?2", Purpose.SERVICE, closed.key()));
        assertThat(titles(page(owner, "/tasks?" + query.replace(" ", "%20"))))
                .containsExactlyInAnyOrderElementsOf(subjects == null ? List.of() : List.of(subjects.split(", ", -1)));
    }

    @Test
    void ownersFilterByAuthorAndStaffCannot() {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person staff = accounts.staff(owner.accountId());
        samples.blast(owner.accountId(), owner.staffId(), "From Dana", BlastState.DRAFT);
        samples.blast(owner.accountId(), staff.staffId(), "From Sam", BlastState.DRAFT);
        assertThat(titles(page(owner, "/tasks?by=" + staff.staffId()))).containsExactly("From Sam");
        assertThat(titles(page(staff, "/tasks?by=" + owner.staffId()))).containsExactly("From Sam");
        assertThat(page(staff, "/tasks").select("#by")).isEmpty();
    }

    @Test
    void furtherPagesKeepTheSearch() {
        TestAccounts.Person owner = accounts.owner();
        for (int i = 0; i < 27; i++) {
            samples.blast(owner.accountId(), owner.staffId(), "Recital " + i, BlastState.DRAFT);
            samples.blast(owner.accountId(), owner.staffId(), "Camp " + i, BlastState.DRAFT);
        }
        String next = page(owner, "/tasks?q=recital").select("main a[rel=next]").attr("href");
        assertThat(titles(page(owner, next))).containsExactly("Recital 1", "Recital 0");
    }

    @Test
    void rowSaysHowManyNeedAttention() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
        samples.recipient(blast, "ann@example.org", "Ann", "Lee", RecipientStatus.DELIVERY);
        samples.recipient(blast, "bob@example.org", "Bob", "Lee", RecipientStatus.BOUNCE);
        samples.count(blast);
        assertThat(row(page(owner, "/tasks"), blast)).contains("1 needs attention");
        samples.recipient(blast, "cid@example.org", "Cid", "Lee", RecipientStatus.FAILED);
        samples.count(blast);
        assertThat(row(page(owner, "/tasks"), blast)).contains("2 need attention");
    }

    @Test
    void draftSaysWhomItIsForAndHowManyThatIs() {
        TestAccounts.Person owner = accounts.owner();
        Blast draft = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.DRAFT);
        audience.add(
                draft,
                AudienceSource.Kind.CSV,
                "families.csv",
                List.of(
                        new Audience.Entry(1, "ann@example.org", "Ann", "Lee", Map.of(), null),
                        new Audience.Entry(2, "nobody", null, null, Map.of(), "No address")));
        assertThat(row(page(owner, "/tasks"), draft)).contains("For families.csv (2)");
        assertThat(page(owner, "/tasks/" + draft.publicId + "/people").text()).isEqualTo("· 1 person will get it");
        accounts.owner()
                .browser()
                .get("/tasks/" + draft.publicId + "/people")
                .then()
                .statusCode(404);
    }

    @Test
    void severalAreDeletedAfterConfirmation() {
        TestAccounts.Person owner = accounts.owner();
        Blast draft = samples.blast(owner.accountId(), owner.staffId(), "Half written", BlastState.DRAFT);
        Blast report = samples.blast(owner.accountId(), owner.staffId(), "Last year", BlastState.COMPLETED);
        Blast running = samples.blast(owner.accountId(), owner.staffId(), "On its way", BlastState.PAUSED);
        TestAccounts.Person stranger = accounts.owner();
        Blast foreign = samples.blast(stranger.accountId(), stranger.staffId(), "Not yours", BlastState.DRAFT);
        String ids = "id=" + draft.publicId + "&id=" + report.publicId + "&id=" + running.publicId + "&id="
                + foreign.publicId;

        Document question = page(owner, "/tasks/delete?" + ids);
        assertThat(question.select("main input[name=id]").eachAttr("value"))
                .containsExactly(draft.publicId, report.publicId);
        assertThat(question.select("main").text())
                .contains("Delete 2 tasks", "Cancel them first: Email Blast :: On its way")
                .doesNotContain("Not yours");

        owner.browser()
                .formParam("id", draft.publicId, report.publicId, running.publicId, foreign.publicId)
                .post("/tasks/delete")
                .then()
                .statusCode(303);
        assertThat(titles(page(owner, "/tasks"))).containsExactly("On its way");
        assertThat(titles(page(stranger, "/tasks"))).containsExactly("Not yours");
    }

    @Test
    void nothingSelectedIsSaid() {
        TestAccounts.Person owner = accounts.owner();
        samples.blast(owner.accountId(), owner.staffId(), "Half written", BlastState.DRAFT);
        assertThat(page(owner, "/tasks/delete").text()).contains("Select the drafts or reports to delete first.");
    }

    private static Document page(TestAccounts.Person person, String path) {
        return Jsoup.parse(person.browser()
                .urlEncodingEnabled(false)
                .redirects()
                .follow(true)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static List<String> titles(Document page) {
        return page.select("main .task-table th[scope=row] a").eachText().stream()
                .map(title -> title.replace("Email Blast :: ", ""))
                .toList();
    }

    private static String row(Document page, Blast blast) {
        return page.select("#task-" + blast.publicId).text();
    }
}
