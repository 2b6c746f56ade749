package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class ImportPagesTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private PeopleSite site;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
        site = new PeopleSite(owner);
    }

    @Test
    void fileIsImportedAndWhatCannotBeIsListed() {
        String task = site.imported("families.csv", PeopleSite.FAMILIES);

        Document page = site.page("/people/import/" + task);
        assertThat(page.select("dl.facts dd").eachText()).containsExactly("3", "1", "0", "2");
        assertThat(page.select("table td, table th[scope=row]").eachText())
                .anyMatch(text -> text.contains("Neither an email address nor a household"))
                .anyMatch(text -> text.contains("cy(at)example.org"));
        JsonPath ida = site.contact("external:3");
        assertThat(ida.getList("households.name")).containsExactly("Berg", "Larsen");
        assertThat(ida.getString("born")).isEqualTo("2018-05-02");
        assertThat(ida.getMap("fields")).isEqualTo(Map.of("shirt", "S"));
        JsonPath ann = site.contact("external:1");
        assertThat(ann.getList("addresses.email")).containsExactly("ann@example.org", "ann.work@example.org");
        assertThat(ann.getString("phone")).isEqualTo("+4722334455");
        assertThat(ann.getList("addresses.marketing"))
                .as("Bo's no is about the mailbox")
                .containsExactly(false, true);
        assertThat(site.page("/classes").select("tbody tr").eachText())
                .anyMatch(row -> row.startsWith("Level 1") && row.endsWith("1 0"))
                .anyMatch(row -> row.startsWith("Team") && row.endsWith("0 1"));
    }

    @Test
    void sameFileTwiceChangesNothing() {
        site.imported("families.csv", PeopleSite.FAMILIES);
        String again = site.imported("families.csv", PeopleSite.FAMILIES);
        assertThat(site.page("/people/import/" + again).select("dl.facts dd").eachText())
                .containsExactly("0", "0", "4", "2");
        assertThat(site.list("contacts")).hasSize(3);
        assertThat(site.list("enrolments")).hasSize(2);
    }

    @Test
    void exportCanBeImportedAgain() {
        site.imported("families.csv", PeopleSite.FAMILIES);
        String csv = owner.browser()
                .get("/people/people.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains("\"shirt\"").contains("\"ann@example.org;ann.work@example.org\"");

        String again = site.imported("people.csv", csv);
        assertThat(site.page("/people/import/" + again).select("dl.facts dd").eachText())
                .containsExactly("0", "0", "4", "0");

        TestAccounts.Person elsewhere = accounts.owner();
        owner = elsewhere;
        site = new PeopleSite(owner);
        site.imported("people.csv", csv);
        assertThat(site.list("contacts")).hasSize(3);
        assertThat(site.contact("external:3").getList("households.name")).containsExactly("Berg", "Larsen");
        assertThat(site.contact("external:2").getList("addresses.marketing")).containsExactly(false);
    }

    @Test
    void exportedWorkbookCanBeImportedAgain() {
        site.imported("families.csv", PeopleSite.FAMILIES);
        byte[] workbook = owner.browser()
                .get("/people/people.xlsx")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        String again = site.imported("people.xlsx", workbook);
        assertThat(site.page("/people/import/" + again).select("dl.facts dd").eachText())
                .containsExactly("0", "0", "4", "0");

        owner = accounts.owner();
        site = new PeopleSite(owner);
        site.imported("people.xlsx", workbook);
        assertThat(site.list("contacts")).hasSize(3);
        assertThat(site.contact("external:1").getString("phone")).isEqualTo("+4722334455");
        assertThat(site.contact("external:3").getString("born")).isEqualTo("2018-05-02");
        assertThat(site.contact("external:3").getList("households.name")).containsExactly("Berg", "Larsen");
    }

    @Test
    void exportedWorkbookHasOnlyThePeopleOfTheList() {
        site.imported("families.csv", PeopleSite.FAMILIES);
        byte[] workbook = owner.browser()
                .get("/people/people.xlsx?q=Ida")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        owner = accounts.owner();
        site = new PeopleSite(owner);
        site.imported("people.xlsx", workbook);
        assertThat(site.list("contacts")).hasSize(1);
    }

    @Test
    void mistypedDomainsAreListedAndImportedAsTheyAre() {
        String task = site.imported("typos.csv", """
                external_id,first_name,email
                1,Ann,ann@gmial.com
                2,Bob,bob@privaterelay.appleid.com
                3,Cy,cy@studio.example
                """);
        assertThat(site.page("/people/import/" + task)
                        .select("table:contains(Did you mean) tbody tr")
                        .eachText())
                .singleElement()
                .asString()
                .startsWith("ann@gmial.com ann@gmail.com");
        assertThat(site.contact("external:1").getList("addresses.email")).containsExactly("ann@gmial.com");
    }

    @Test
    void undoneImportLeavesNoEmptyHouseholds() {
        site.imported("families.csv", PeopleSite.FAMILIES);
        String second = site.imported("more.csv", """
                external_id,first_name,last_name,email,household_id,household
                8,Ola,Nord,ola@example.org,h8,Nord
                9,Kai,Larsen,kai@example.org,h1,Larsen
                """);
        assertThat(site.list("households")).hasSize(3);
        site.post("/people/import/" + second + "/undo", Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.page("/people/import/" + second).text().contains("This import was undone"));
        assertThat(owner.program().get("/api/v1/households").jsonPath().getList("items.name"))
                .containsExactly("Berg", "Larsen");
    }

    @Test
    void importIsUndoneWhereNobodyHasChangedAnythingSince() {
        site.imported("families.csv", PeopleSite.FAMILIES.replace("board", "").replace("Ann,", "Anna,"));
        String second =
                site.imported("families.csv", PeopleSite.FAMILIES + "5,New,Person,new@example.org,,,,,,,,,,,\n");
        assertThat(site.contact("external:1").getString("firstName")).isEqualTo("Ann");
        site.post("/people/import/" + second + "/undo", Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.page("/people/import/" + second).text().contains("This import was undone"));

        assertThat(site.contact("external:1").getString("firstName")).isEqualTo("Anna");
        assertThat(site.contact("external:1").getList("tags")).isEmpty();
        owner.program().get("/api/v1/contacts/external:5").then().statusCode(404);
    }

    @Test
    void undoingASecondImportKeepsTheEnrolmentsOfTheFirst() {
        site.imported("families.csv", PeopleSite.FAMILIES);
        String again = site.imported("families.csv", PeopleSite.FAMILIES);
        site.post("/people/import/" + again + "/undo", Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.page("/people/import/" + again).text().contains("This import was undone"));
        assertThat(site.list("enrolments")).hasSize(2);
        assertThat(site.list("contacts")).hasSize(3);
    }

    @Test
    void familiesOfOneNameStayApart() {
        String file = """
                First name,Last name,Email,Student,Class
                Ann,Smith,ann@x.example,Mia,Team
                Bob,Smith,bob@y.example,Mia,Team
                """;
        site.imported("roster.csv", file);
        site.imported("roster.csv", file);
        assertThat(site.list("contacts?q=mia")).hasSize(2);
        assertThat(site.list("households")).hasSize(2);
        assertThat(site.list("enrolments")).hasSize(2);
        assertThat(site.list("contacts?q=ann")).singleElement().asString().contains("GUARDIAN");
    }

    @Test
    void correctedRowIsTheSamePerson() {
        String row = "first_name,last_name,household,email\nAnn,Lee,Lee,";
        site.imported("a.csv", row + "ann(at)x.example\n");
        site.imported("a.csv", row + "ann@x.example\n");
        assertThat(site.list("contacts")).singleElement().asString().contains("ann@x.example");
    }

    @Test
    void classesOfOneNameAreAskedAbout() {
        site.post("/classes/new", Map.of("name", List.of("Level 1"), "weekday", List.of("2")));
        site.post("/classes/new", Map.of("name", List.of("Level 1"), "weekday", List.of("4")));
        String task = site.imported("a.csv", "first_name,household,class\nAnn,Lee,level 1\n");
        assertThat(site.page("/people/import/" + task).text()).contains("Several classes have this name");
        assertThat(site.list("enrolments")).isEmpty();
        assertThat(site.list("contacts")).hasSize(1);
    }

    @Test
    void fileOfStrangeIdsHoldsUpNoOther() {
        String strange = site.imported("a.csv", "first_name,household_id,external_id\nAnn,Ü-3,é\n");
        assertThat(site.page("/people/import/" + strange).select("dl.facts dd").eachText())
                .containsExactly("1", "0", "0", "0");
        site.imported("b.csv", "first_name,household_id,external_id\nBob,Ü-3,é2\n");
        assertThat(site.list("households")).hasSize(1);
        owner.browser().get("/people/%C3%A9").then().statusCode(404);
        owner.browser()
                .get("/people?class=%C3%A9&q=" + "a%20".repeat(5_000))
                .then()
                .statusCode(200);
    }

    @Test
    void importNeverSubscribesAgain() {
        site.imported("no.csv", "email,marketing\nann@example.org,no\n");
        site.imported("yes.csv", "email,first_name,marketing\nann@example.org,Ann,yes\n");
        assertThat(site.list("contacts?email=ann@example.org"))
                .singleElement()
                .satisfies(person -> assertThat(person.toString()).contains("marketing=false"));
    }

    @Test
    void rosterShowsWhoIsMissingBeforeAnyoneIsDropped() {
        String header = "external_id,first_name,household,class\n";
        site.imported("roster.csv", header + "1,Ida,Larsen,Level 1\n2,Kim,Berg,Level 1\n");
        String next = site.imported("roster.csv", header + "1,Ida,Larsen,Level 1\n");
        assertThat(site.page("/people/import/" + next).text())
                .contains("Students who are not in the file")
                .contains("Kim");
        assertThat(site.page("/classes").select("tbody tr").text()).endsWith("2 0");
        site.post("/people/import/" + next + "/drop", Map.of());
        assertThat(site.page("/classes").select("tbody tr").text()).endsWith("1 0");
    }

    @Test
    void chosenColumnsAreRememberedForFilesOfTheSameShape() {
        String file = "Who,Mail,Level\nAnn Lee,ann@example.org,3\n";
        String first = site.uploaded("a.csv", file);
        assertThat(site.choices(first)).containsExactly("FIELD", "EMAIL", "FIELD");
        site.start(first, List.of("NAME", "EMAIL", "TAGS"));
        String second = site.uploaded("b.csv", file);
        assertThat(site.choices(second)).containsExactly("NAME", "EMAIL", "TAGS");
        assertThat(site.list("contacts?tag=3")).hasSize(1);
    }

    @Test
    void fileOfAnotherKindIsRefusedWithASentence() {
        owner.browser()
                .multiPart("file", "photo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0})
                .post("/people/import")
                .then()
                .statusCode(422)
                .body(containsString("photo.png"));
        owner.browser().multiPart("other", "x").post("/people/import").then().statusCode(422);
    }
}
