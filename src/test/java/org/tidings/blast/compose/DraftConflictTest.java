package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;

/** Two pages with the same draft: what was typed in one is not lost, and what is sent is what its sender saw. */
@QuarkusTest
class DraftConflictTest {

    private static final String PEOPLE = "ann+delivery@x.test";

    @Inject
    TestAccounts accounts;

    private Browser dana;
    private String id;

    @BeforeEach
    void writeADraft() {
        dana = new Browser(accounts.owner());
        id = dana.draft("Recital", PEOPLE, "<p>Hi</p>");
    }

    /** What a page submits that was opened now. */
    private record Tab(String version, String editor) {}

    private Tab open() {
        Document page = Jsoup.parse(dana.page("/blasts/" + id + "/edit"));
        return new Tab(
                page.select("input[name=version]").val(),
                page.select("input[name=editor]").val());
    }

    private Response submit(Tab tab, String action, String subject, String html) {
        return submit(tab, action, subject, html, "save");
    }

    private Response submit(Tab tab, String path, String subject, String html, String action) {
        return dana.multipart(
                        "action",
                        action,
                        "subject",
                        subject,
                        "pasted",
                        PEOPLE,
                        "html",
                        html,
                        "version",
                        tab.version(),
                        "editor",
                        tab.editor())
                .post("/blasts/" + id + path);
    }

    @Test
    void secondTabIsToldAndKeepsWhatWasTyped() {
        Tab first = open();
        Tab second = open();
        submit(first, "/edit", "Recital on Monday", "<p>Hi</p>").then().statusCode(303);

        Response told = submit(second, "/edit", "Recital", "<p>Hi all</p>");

        told.then().statusCode(409);
        Document page = Jsoup.parse(told.asString());
        assertThat(page.select("#subject").val()).isEqualTo("Recital");
        assertThat(page.select("#html").val()).isEqualTo("<p>Hi all</p>");
        page.select(".conflict button").remove();
        assertThat(page.select(".conflict").text()).isEqualTo("Subject Recital on Monday Message Hi");
        assertThat(blast().subject).isEqualTo("Recital on Monday");

        Tab informed = new Tab(page.select("input[name=version]").val(), second.editor());
        submit(informed, "/edit", "Recital", "<p>Hi all</p>").then().statusCode(303);
        assertThat(blast().html).isEqualTo("<p>Hi all</p>");
    }

    @Test
    void fieldsAreChosenOneByOne() {
        Tab first = open();
        Tab second = open();
        submit(first, "/edit", "Recital on Monday", "<p>Hi</p>").then().statusCode(303);
        Document told =
                Jsoup.parse(submit(second, "/edit", "Recital", "<p>Hi all</p>").asString());
        Tab informed = new Tab(told.select("input[name=version]").val(), second.editor());

        Response taken = submit(informed, "/edit", "Recital", "<p>Hi all</p>", "take:subject");

        taken.then().statusCode(409);
        Document page = Jsoup.parse(taken.asString());
        assertThat(page.select("#subject").val()).isEqualTo("Recital on Monday");
        assertThat(page.select("#html").val()).isEqualTo("<p>Hi all</p>");
        assertThat(page.select(".conflict dt").eachText()).containsExactly("Message");
        assertThat(blast().html).isEqualTo("<p>Hi</p>");

        submit(informed, "/edit", "Recital on Monday", "<p>Hi all</p>", "take:html")
                .then()
                .statusCode(303);
        assertThat(blast().html).isEqualTo("<p>Hi</p>");
    }

    @Test
    void automaticSaveOfTheSecondTabIsRefusedToo() {
        Tab first = open();
        Tab second = open();
        submit(first, "/save", "Recital on Monday", "<p>Hi</p>").then().statusCode(200);
        submit(second, "/save", "Recital on Tuesday", "<p>Hi</p>")
                .then()
                .statusCode(409)
                .body(containsString("This blast was changed by you in another tab at"));
        assertThat(blast().subject).isEqualTo("Recital on Monday");
    }

    @Test
    void colleagueWhoChangedTheDraftIsNamed() {
        TestAccounts.Person sam = accounts.staff(dana.person().accountId());
        QuarkusTransaction.requiringNew().run(() -> {
            StaffMember.byId(sam.accountId(), sam.staffId()).orElseThrow().name = "Sam Cole";
            Blast.update(
                    "version = version + 1, subject = 'Recital on Sunday', updatedBy = ?1 where publicId = ?2",
                    sam.staffId(),
                    id);
        });
        submit(new Tab("0", "01H00000000000000000000000"), "/edit", "Recital", "<p>Hi</p>")
                .then()
                .statusCode(409)
                .body(containsString("This blast was changed by Sam Cole at"), containsString("Recital on Sunday"));
    }

    @Test
    void anotherChoiceOfWhoGetsOneIsAConflict() {
        Tab first = open();
        Tab second = open();
        dana.multipart("subject", "Recital", "pasted", PEOPLE, "html", "<p>Hi</p>", "onePer", "HOUSEHOLD")
                .multiPart("version", first.version())
                .multiPart("editor", first.editor())
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        submit(second, "/edit", "Recital", "<p>Hi</p>")
                .then()
                .statusCode(409)
                .body(containsString("How many messages"));
    }

    /** The page may be submitted before it has the answer of its automatic save. */
    @Test
    void pageDoesNotConflictWithItself() {
        Tab tab = open();
        submit(tab, "/save", "Recital on", "<p>Hi</p>").then().statusCode(200);
        submit(tab, "/save", "Recital on Mon", "<p>Hi</p>").then().statusCode(200);
        submit(tab, "/edit", "Recital on Monday", "<p>Hi</p>").then().statusCode(303);
        assertThat(blast().subject).isEqualTo("Recital on Monday");
    }

    @Test
    void sameTextIsNoConflict() {
        Tab first = open();
        Tab second = open();
        submit(first, "/edit", "Recital on Monday", "<p>Hi</p>").then().statusCode(303);
        submit(second, "/edit", "Recital on Monday", "<p>Hi</p>").then().statusCode(303);
    }

    @Test
    void textOfADraftThatWasSentMeanwhileIsOfferedAsANewDraft() {
        Tab tab = open();
        send(review()).then().statusCode(303);
        submit(tab, "/save", "Recital", "<p>Hi all</p>")
                .then()
                .statusCode(409)
                .body(containsString("keep your text as a new draft"));

        Response told = submit(tab, "/edit", "Recital", "<p>Hi all</p>");

        told.then().statusCode(409);
        Document page = Jsoup.parse(told.asString());
        assertThat(page.select("[role=alert]").text()).contains("was sent or scheduled before you saved it");
        assertThat(page.select("#compose").attr("action")).isEqualTo("/blasts/new");
        assertThat(page.select("#html").val()).isEqualTo("<p>Hi all</p>");
        assertThat(page.select("#pasted").val()).as("they got it already").isEmpty();
        String draft = page.select("input[name=draft]").val();
        assertThat(draft).isNotEqualTo(id);
        dana.multipart("draft", draft, "subject", "Recital", "html", "<p>Hi all</p>")
                .post("/blasts/new")
                .then()
                .statusCode(303)
                .header("Location", containsString(draft));
        assertThat(blast().html).isEqualTo("<p>Hi</p>");
    }

    @Test
    void unchangedPageOfASentBlastLeadsToItsReport() {
        Tab tab = open();
        send(review()).then().statusCode(303);
        submit(tab, "/edit", "Recital", "<p>Hi</p>").then().statusCode(303);
    }

    @Test
    void whatIsSentIsWhatItsSenderSaw() throws Exception {
        for (int round = 0; round < 8; round++) {
            id = dana.draft("Seen " + round, PEOPLE, "<p>Hi</p>");
            String seen = review();
            Tab other = open();
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Integer> saving = CompletableFuture.supplyAsync(() -> {
                await(start);
                return submit(other, "/save", "Not seen", "<p>Other</p>").statusCode();
            });
            await(start);
            int answer = send(seen).statusCode();
            int saved = saving.get();

            Blast blast = blast();
            if (answer == 303) {
                assertThat(blast.state).isNotEqualTo(BlastState.DRAFT);
                assertThat(blast.subject).isEqualTo("Seen " + round);
                assertThat(saved).isEqualTo(409);
            } else {
                assertThat(answer).isEqualTo(409);
                assertThat(blast.state).isEqualTo(BlastState.DRAFT);
                assertThat(saved).isEqualTo(200);
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String review() {
        return Jsoup.parse(dana.page("/blasts/" + id + "/review"))
                .select("input[name=version]")
                .val();
    }

    private Response send(String version) {
        return dana.form()
                .formParam("when", "now")
                .formParam("version", version)
                .post("/blasts/" + id + "/send");
    }

    private Blast blast() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Blast.find(dana.person().accountId(), id).orElseThrow());
    }
}
