package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class ReportPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Test
    void countsAddUpAndNeedsAttentionIsFirst() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        owner.browser()
                .get("/blasts/" + blast.publicId)
                .then()
                .statusCode(200)
                .body(containsString("Email Blast :: Spring &amp; recital"))
                .body(containsString("Total <span class=\"count-number\">3</span>"))
                .body(containsString("No such mailbox"))
                .body(containsString("mia<wbr>@x<wbr>.example"))
                .body(not(containsString("ann<wbr>@x")));
    }

    @Test
    void peopleWhoAreTriedAgainAreListedApartAndNotCounted() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        samples.recipient(blast, "lea@x.example", "Lea", RecipientStatus.SENT, "Mailbox full.");
        String list = page(owner, "/blasts/" + blast.publicId + "?tab=attention");
        assertThat(list).contains("id=\"attention-count\">1<", "Tidings is trying these again");
        assertThat(list.indexOf("mia@x.example")).isLessThan(list.indexOf("Tidings is trying these again"));
        assertThat(list.indexOf("lea@x.example")).isGreaterThan(list.indexOf("Tidings is trying these again"));
    }

    @Test
    void recipientsCanBeSearchedAndFiltered() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        String all = page(owner, "/blasts/" + blast.publicId + "?tab=everyone");
        assertThat(all).contains("ann@x.example", "ben@x.example", "mia@x.example");
        assertThat(page(owner, "/blasts/" + blast.publicId + "?tab=everyone&q=be&status=OPEN"))
                .contains("ben@x.example")
                .doesNotContain("ann@x.example");
        assertThat(page(owner, "/blasts/" + blast.publicId + "?tab=everyone&q=zzz"))
                .contains("No one matches");
        owner.browser()
                .get("/blasts/" + blast.publicId + "?tab=everyone&status=&q=&sort=ADDRESS")
                .then()
                .statusCode(200);
    }

    @Test
    void numbersAreGroupedAndUnsubscribesAfterTheBlastAreToldFromPeopleLeftOut() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
        samples.recipients(blast, 2_500);
        people.sql("update recipient set unsubscribed_at = utc_timestamp(6) where seq <= 47 and blast_id = "
                + blast.key());
        samples.count(blast);
        assertThat(page(owner, "/blasts/" + blast.publicId))
                .contains("to 2,500 selected", "<span class=\"count-number\">1,250</span>")
                .contains("47 unsubscribed after getting it</a>. ", "<span class=\"count-hint\">left out</span>")
                .doesNotContain(">2500<");
        assertThat(page(owner, "/tasks")).contains("2,250 of 2,500 delivered, 1,000 opened, 0 clicked");
    }

    @Test
    void stateIsUpdatedWhileThePageIsOpen() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.PAUSED);
        samples.recipient(blast, "mia@x.example", "Mia", RecipientStatus.BOUNCE, "No such mailbox.");
        String path = "/blasts/" + blast.publicId;
        assertThat(page(owner, path)).contains("hx-get=\"" + path + "/summary?shown=PAUSED\"", "Resume");
        assertThat(page(owner, path + "/summary?shown=PAUSED"))
                .contains("Paused.", "id=\"attention-count\"")
                .doesNotContain("Resume");
        people.sql("update blast set state = 'COMPLETED', completed_at = utc_timestamp(6) where id = " + blast.key());
        assertThat(page(owner, path + "/summary?shown=PAUSED"))
                .contains("Completed just now.", "id=\"actions\" hx-swap-oob=\"true\"", "/delete")
                .doesNotContain("Resume");
    }

    @Test
    void messageIsShownInASandbox() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        assertThat(page(owner, "/blasts/" + blast.publicId + "?tab=content"))
                .contains("<iframe", "Riverside Gymnastics");
        owner.browser()
                .get("/blasts/" + blast.publicId + "/content?as=mia@x.example")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(containsString("Hi Mia"));
    }

    @Test
    void showsTimelineAndLinks() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        assertThat(page(owner, "/blasts/" + blast.publicId + "/recipients/mia@x.example"))
                .contains("No such mailbox");
        assertThat(page(owner, "/blasts/" + blast.publicId + "?tab=links")).contains("no links");
        owner.browser()
                .get("/blasts/" + blast.publicId + "/recipients/nobody@x.example")
                .then()
                .statusCode(404);
    }

    @Test
    void timelineContainsWhatOnlyTheRecipientsRowSays() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        people.add(blast, List.of("zoe@x.example"), RecipientStatus.DELIVERY);
        samples.recipient(blast, "lea@x.example", "Lea", RecipientStatus.UNSUBSCRIBED, "Left out: unsubscribed.");
        String recipients = "/blasts/" + blast.publicId + "/recipients/";
        assertThat(page(owner, recipients + "zoe@x.example")).contains("Accepted by the mail server");
        assertThat(page(owner, recipients + "lea@x.example"))
                .contains("Left out: unsubscribed")
                .doesNotContain("Accepted by the mail server");
    }

    @Test
    void downloadIsCsv() {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = sample(owner);
        owner.browser()
                .get("/blasts/" + blast.publicId + "/report.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", containsString("attachment"))
                .body(containsString("\"mia@x.example\",\"Mia\",\"\",\"BOUNCE\",\"No such mailbox.\""));
    }

    @Test
    void draftRedirectsToTheEditor() {
        TestAccounts.Person owner = accounts.owner();
        Blast draft = samples.blast(owner.accountId(), owner.staffId(), "Not yet", BlastState.DRAFT);
        owner.browser()
                .get("/blasts/" + draft.publicId)
                .then()
                .statusCode(303)
                .header("Location", containsString("/edit"));
    }

    @Test
    void notFoundForOtherAccounts() {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person author = accounts.staff(owner.accountId());
        TestAccounts.Person colleague = accounts.staff(owner.accountId());
        TestAccounts.Person stranger = accounts.owner();
        Blast blast = sample(author);
        for (String path : List.of(
                "",
                "/summary",
                "/content",
                "/report.csv",
                "/report.xlsx",
                "/report.pdf",
                "/recipients/mia@x.example",
                "/attachments/1",
                "/cancel",
                "/delete")) {
            for (TestAccounts.Person other : List.of(colleague, stranger)) {
                other.browser().get("/blasts/" + blast.publicId + path).then().statusCode(404);
            }
        }
        for (String action : List.of("/pause", "/resume", "/cancel", "/delete")) {
            for (TestAccounts.Person other : List.of(colleague, stranger)) {
                other.browser()
                        .post("/blasts/" + blast.publicId + action)
                        .then()
                        .statusCode(404);
            }
        }
        for (TestAccounts.Person allowed : List.of(owner, author)) {
            allowed.browser().get("/blasts/" + blast.publicId).then().statusCode(200);
        }
        owner.browser().get("/blasts/01ARZ3NDEKTSV4RRFFQ69G5FAV").then().statusCode(404);
    }

    private Blast sample(TestAccounts.Person author) {
        Blast blast = samples.blast(author.accountId(), author.staffId(), "Spring & recital", BlastState.COMPLETED);
        samples.recipient(blast, "ann@x.example", "Ann", RecipientStatus.DELIVERY, null);
        samples.recipient(blast, "ben@x.example", "Ben", RecipientStatus.OPEN, null);
        samples.recipient(blast, "mia@x.example", "Mia", RecipientStatus.BOUNCE, "No such mailbox.");
        return blast;
    }

    private static String page(TestAccounts.Person person, String path) {
        return person.browser()
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replace("<wbr>", "");
    }
}
