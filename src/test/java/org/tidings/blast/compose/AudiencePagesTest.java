package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;

/** Choosing people on the compose page, the lists of who gets the blast, and segments, all without JavaScript. */
@QuarkusTest
class AudiencePagesTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private Browser dana;
    private String id;

    @BeforeEach
    void peopleAndADraft() {
        owner = accounts.owner();
        dana = new Browser(owner);
        for (String name : new String[] {"Ann", "Bob", "Cleo"}) {
            add(
                    owner,
                    "contacts",
                    "{'firstName': '" + name + "', 'lastName': 'Lee', 'tags': ['t" + name.charAt(0)
                            + "'], 'addresses': [{'email': '" + name + "@example.org'}]}");
        }
        add(owner, "contacts", "{'firstName': 'Nora', 'lastName': 'Nomail', 'tags': ['tA']}");
        id = dana.draft("Recital", "", "<p>Hello {{children|all}}</p>");
    }

    @Test
    void conditionsAreAddedNarrowedExcludedAndRemoved() {
        press("add:tags", "addTag", "tA", "addTag", "tB");
        assertThat(edit()).contains("Tagged tA or tB", "<strong>2 will get it</strong>", "1 home has no email address");
        press("not:tags", "addTag", "tB");
        assertThat(edit()).contains("But not", "Tagged tB", "<strong>1 will get it</strong>");
        press("drop-not:0");
        press("and:tags", "addTag", "tB");
        assertThat(edit()).contains("Only those who are also", "<strong>1 will get it</strong>");
        press("drop-all:0");
        press("add:everyone");
        assertThat(edit()).contains("Everyone", "<strong>3 will get it</strong>");
        press("drop-any:1");
        press("drop-any:0");
        assertThat(edit()).contains("No one yet");
    }

    @Test
    void peopleAreFoundAndPicked() {
        String found = dana.multipart(
                        "subject", "Recital", "html", "<p>x</p>", "action", "find-people", "findPerson", "cleo")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(found).contains("Cleo Lee", "value=\"Recital\"").doesNotContain("Bob Lee");
        String cleo = found.replaceAll("(?s).*name=\"addPerson\" value=\"([^\"]+)\".*", "$1");
        press("add:people", "addPerson", cleo);
        assertThat(edit()).contains("Cleo Lee", "<strong>1 will get it</strong>");
    }

    @Test
    void nothingChosenIsAnErrorBesideTheFields() {
        for (String[] wrong : new String[][] {
            {"add:tags", "Choose at least one tag."},
            {"add:people", "Find people first, then tick them."},
            {"add:age", "Enter an age in years."},
            {"add:blast", "Choose an earlier blast."}
        }) {
            dana.multipart("subject", "Recital", "html", "<p>typed</p>", "action", wrong[0])
                    .post("/blasts/" + id + "/edit")
                    .then()
                    .statusCode(422)
                    .body(containsString(wrong[1]), containsString("&lt;p&gt;typed&lt;/p&gt;"));
        }
        dana.multipart("subject", "R", "action", "add:classes", "addWhen", "DAY", "addDay", "soon")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(422)
                .body(containsString("Enter a date such as 2026-12-31."));
    }

    @Test
    void whoGetsItAndWhoDoesNotAreListedAndRemovable() {
        press("add:everyone");
        assertThat(dana.page("/blasts/" + id + "/people")).contains("Ann Lee", "Bob Lee", "Will get it (3)");
        assertThat(dana.page("/blasts/" + id + "/people?q=bob"))
                .contains("Bob Lee")
                .doesNotContain("Ann Lee");
        dana.form()
                .formParam("email", "bob@example.org")
                .redirects()
                .follow(false)
                .post("/blasts/" + id + "/people")
                .then()
                .statusCode(303);
        assertThat(dana.page("/blasts/" + id + "/people"))
                .contains("Will get it (2)")
                .doesNotContain("Bob Lee");
        assertThat(edit()).contains("But not", "bob@example.org");
        assertThat(dana.page("/blasts/" + id + "/people?list=homes")).contains("Nora Nomail");
    }

    @Test
    void ruleIsSavedAsASegmentAndChanged() {
        press("add:tags", "addTag", "tA");
        press("save-segment", "segmentName", "Team");
        assertThat(edit()).contains("Team");
        String list = dana.page("/segments");
        assertThat(list).contains("Team", "Tagged tA");
        String segment = list.replaceAll("(?s).*href=\"(/segments/0[^\"]+)\".*", "$1");
        String page = dana.multipart(
                        "name", "Team", "rule", "{\"tags\":[\"tA\"]}", "action", "add:tags", "addTag", "tB")
                .post(segment)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(page).contains("Tagged tA", "Tagged tB", "2 addresses");
        assertThat(dana.page("/segments")).doesNotContain("tB");
        dana.multipart("name", "Team", "rule", "{\"tags\":[\"tA\",\"tB\"]}", "action", "save")
                .post(segment)
                .then()
                .statusCode(303);
        assertThat(dana.page("/segments")).contains("Tagged tA or tB");
        dana.multipart("name", "", "rule", "", "action", "save")
                .post("/segments/new")
                .then()
                .statusCode(422)
                .body(containsString("Enter a name."), containsString("Add at least one condition."));
        dana.multipart("action", "delete").post(segment).then().statusCode(303);
        assertThat(dana.page("/segments")).contains("No segments yet");
    }

    @Test
    void peopleOfABlastAreShownToItsAuthorOnly() {
        dana.form().get("/blasts/" + id + "/people").then().statusCode(200);
        new Browser(accounts.owner())
                .form()
                .get("/blasts/" + id + "/people")
                .then()
                .statusCode(404);
        new Browser(accounts.owner())
                .form()
                .formParam("email", "ann@example.org")
                .post("/blasts/" + id + "/people")
                .then()
                .statusCode(404)
                .body(not(containsString("ann@example.org")));
    }

    @Test
    void scheduledBlastThatRefersToADeletedSegmentWaits() {
        press("add:tags", "addTag", "tA");
        press("save-segment", "segmentName", "Gone");
        press("drop-any:0");
        String segment = dana.page("/segments").replaceAll("(?s).*href=\"/segments/(0[^\"]+)\".*", "$1");
        press("add:segment", "addSegment", segment);
        dana.multipart("action", "delete").post("/segments/" + segment).then().statusCode(303);
        assertThat(edit()).contains("There is no segment with the id " + segment);
        assertThat(dana.page("/blasts/" + id + "/review")).contains("There is no segment");
        assertThat(Blast.find(dana.person().accountId(), id).orElseThrow().audience)
                .contains(segment);
    }

    @Test
    void copyOfADraftHasItsRule() {
        press("add:tags", "addTag", "tA", "addTag", "tB", "onePer", "HOUSEHOLD");
        press("not:tags", "addTag", "tB", "onePer", "HOUSEHOLD");
        String copy = dana.form()
                .post("/blasts/" + id + "/duplicate")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");

        assertThat(dana.page(copy)).contains("Tagged tA or tB", "But not", "value=\"HOUSEHOLD\" checked");
    }

    @Test
    void ruleHasAMostOfConditions() {
        String many = "[" + "{\"ages\": [{\"from\": 1}]},".repeat(199) + "{\"ages\": [{\"from\": 2}]}]";
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update("audience = ?1 where publicId = ?2", "{\"all\": " + many + "}", id));

        dana.multipart("subject", "Recital", "html", "<p>Hello</p>", "action", "add:everyone")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(422)
                .body(containsString("This is too much for one blast."));
        assertThat(edit()).doesNotContain("Everyone,");
    }

    @Test
    void rulesFollowATagToItsNewName() {
        press("add:tags", "addTag", "tA");
        press("not:tags", "addTag", "tB");
        press("save-segment", "segmentName", "Committee");
        for (String[] names : new String[][] {{"tA", "board"}, {"tB", "former"}}) {
            owner.browser()
                    .formParam("name", names[0])
                    .formParam("newName", names[1])
                    .post("/people/tags/rename")
                    .then()
                    .statusCode(303);
        }

        assertThat(edit()).contains("Tagged board", "Tagged former", "<strong>1 will get it</strong>");
        assertThat(dana.page("/segments")).contains("Tagged board, but not: Tagged former");
    }

    @Test
    void whoGetsAMessageForEachStudentIsShownBeforeSending() {
        String home = add(owner, "households", "{'name': 'Lee'}");
        String member = ", 'lastName': 'Lee', 'tags': ['family'], 'households': [{'id': '" + home + "', 'role': '";
        add(
                owner,
                "contacts",
                "{'firstName': 'Dora'" + member + "GUARDIAN'}], 'addresses': [{'email': 'dora@example.org'}]}");
        add(owner, "contacts", "{'firstName': 'Mia'" + member + "STUDENT'}]}");
        add(owner, "contacts", "{'firstName': 'Tom'" + member + "STUDENT'}]}");
        press("add:tags", "addTag", "family", "onePer", "STUDENT");

        assertThat(dana.page("/blasts/" + id + "/review"))
                .contains("1 address gets more than one message", "dora@example.org: ");
        press("save", "onePer", "ADDRESS");
        assertThat(dana.page("/blasts/" + id + "/review")).doesNotContain("more than one message");
    }

    private void press(String action, String... more) {
        String[] fields = new String[more.length + 6];
        System.arraycopy(
                new String[] {"subject", "Recital", "html", "<p>Hello</p>", "action", action}, 0, fields, 0, 6);
        System.arraycopy(more, 0, fields, 6, more.length);
        dana.multipart(fields).post("/blasts/" + id + "/edit").then().statusCode(303);
    }

    private String edit() {
        return dana.page("/blasts/" + id + "/edit");
    }

    private static String add(TestAccounts.Person owner, String path, String json) {
        return owner.program()
                .contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/api/v1/" + path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
