package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class PeoplePagesTest {

    private static final String FAMILIES = """
            external_id,first_name,last_name,email,phone,born,household_id,household,role,tags,class,class_status,class_from,marketing,shirt
            1,Ann,Larsen,ann@example.org;ann.work@example.org,22 33 44 55,,h1,Larsen,guardian,board,,,,yes,
            2,Bo,Larsen,ann@example.org,,,h1,Larsen,guardian,,,,,no,
            3,Ida,Larsen,,,2018-05-02,h1,Larsen,student,,Level 1,enrolled,2026-09-01,,S
            3,Ida,Larsen,,,,h2,Berg,student,,Team,waitlisted,,,
            ,Nobody,,,,,,,,,,,,,
            4,Cy,Wrong,cy(at)example.org,,,,,,,,,,,
            """;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
    }

    @Test
    void fileIsImportedAndWhatCannotBeIsListed() {
        String task = imported("families.csv", FAMILIES);

        Document page = page("/people/import/" + task);
        assertThat(page.select("dl.facts dd").eachText()).containsExactly("3", "1", "0", "2");
        assertThat(page.select("table td, table th[scope=row]").eachText())
                .anyMatch(text -> text.contains("Neither an email address nor a household"))
                .anyMatch(text -> text.contains("cy(at)example.org"));
        JsonPath ida = contact("external:3");
        assertThat(ida.getList("households.name")).containsExactly("Berg", "Larsen");
        assertThat(ida.getString("born")).isEqualTo("2018-05-02");
        assertThat(ida.getMap("fields")).isEqualTo(Map.of("shirt", "S"));
        JsonPath ann = contact("external:1");
        assertThat(ann.getList("addresses.email")).containsExactly("ann@example.org", "ann.work@example.org");
        assertThat(ann.getString("phone")).isEqualTo("+4722334455");
        assertThat(ann.getList("addresses.marketing"))
                .as("Bo's no is about the mailbox")
                .containsExactly(false, true);
        assertThat(page("/classes").select("tbody tr").eachText())
                .anyMatch(row -> row.startsWith("Level 1") && row.endsWith("1 0"))
                .anyMatch(row -> row.startsWith("Team") && row.endsWith("0 1"));
    }

    @Test
    void sameFileTwiceChangesNothing() {
        imported("families.csv", FAMILIES);
        String again = imported("families.csv", FAMILIES);
        assertThat(page("/people/import/" + again).select("dl.facts dd").eachText())
                .containsExactly("0", "0", "4", "2");
        assertThat(list("contacts")).hasSize(3);
        assertThat(list("enrolments")).hasSize(2);
    }

    @Test
    void exportCanBeImportedAgain() {
        imported("families.csv", FAMILIES);
        String csv = owner.browser()
                .get("/people/people.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains("\"shirt\"").contains("\"ann@example.org;ann.work@example.org\"");

        String again = imported("people.csv", csv);
        assertThat(page("/people/import/" + again).select("dl.facts dd").eachText())
                .containsExactly("0", "0", "4", "0");

        TestAccounts.Person elsewhere = accounts.owner();
        owner = elsewhere;
        imported("people.csv", csv);
        assertThat(list("contacts")).hasSize(3);
        assertThat(contact("external:3").getList("households.name")).containsExactly("Berg", "Larsen");
        assertThat(contact("external:2").getList("addresses.marketing")).containsExactly(false);
    }

    @Test
    void importIsUndoneWhereNobodyHasChangedAnythingSince() {
        imported("families.csv", FAMILIES.replace("board", "").replace("Ann,", "Anna,"));
        String second = imported("families.csv", FAMILIES + "5,New,Person,new@example.org,,,,,,,,,,,\n");
        assertThat(contact("external:1").getString("firstName")).isEqualTo("Ann");
        post("/people/import/" + second + "/undo", Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> page("/people/import/" + second).text().contains("This import was undone"));

        assertThat(contact("external:1").getString("firstName")).isEqualTo("Anna");
        assertThat(contact("external:1").getList("tags")).isEmpty();
        owner.program().get("/api/v1/contacts/external:5").then().statusCode(404);
    }

    @Test
    void undoingASecondImportKeepsTheEnrolmentsOfTheFirst() {
        imported("families.csv", FAMILIES);
        String again = imported("families.csv", FAMILIES);
        post("/people/import/" + again + "/undo", Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> page("/people/import/" + again).text().contains("This import was undone"));
        assertThat(list("enrolments")).hasSize(2);
        assertThat(list("contacts")).hasSize(3);
    }

    @Test
    void familiesOfOneNameStayApart() {
        String file = """
                First name,Last name,Email,Student,Class
                Ann,Smith,ann@x.example,Mia,Team
                Bob,Smith,bob@y.example,Mia,Team
                """;
        imported("roster.csv", file);
        imported("roster.csv", file);
        assertThat(list("contacts?q=mia")).hasSize(2);
        assertThat(list("households")).hasSize(2);
        assertThat(list("enrolments")).hasSize(2);
        assertThat(list("contacts?q=ann")).singleElement().asString().contains("GUARDIAN");
    }

    @Test
    void correctedRowIsTheSamePerson() {
        String row = "first_name,last_name,household,email\nAnn,Lee,Lee,";
        imported("a.csv", row + "ann(at)x.example\n");
        imported("a.csv", row + "ann@x.example\n");
        assertThat(list("contacts")).singleElement().asString().contains("ann@x.example");
    }

    @Test
    void classesOfOneNameAreAskedAbout() {
        post("/classes/new", Map.of("name", List.of("Level 1"), "weekday", List.of("2")));
        post("/classes/new", Map.of("name", List.of("Level 1"), "weekday", List.of("4")));
        String task = imported("a.csv", "first_name,household,class\nAnn,Lee,level 1\n");
        assertThat(page("/people/import/" + task).text()).contains("Several classes have this name");
        assertThat(list("enrolments")).isEmpty();
        assertThat(list("contacts")).hasSize(1);
    }

    @Test
    void fileOfStrangeIdsHoldsUpNoOther() {
        String strange = imported("a.csv", "first_name,household_id,external_id\nAnn,Ü-3,é\n");
        assertThat(page("/people/import/" + strange).select("dl.facts dd").eachText())
                .containsExactly("1", "0", "0", "0");
        imported("b.csv", "first_name,household_id,external_id\nBob,Ü-3,é2\n");
        assertThat(list("households")).hasSize(1);
        owner.browser().get("/people/%C3%A9").then().statusCode(404);
        owner.browser()
                .get("/people?class=%C3%A9&q=" + "a%20".repeat(5_000))
                .then()
                .statusCode(200);
    }

    @Test
    void importNeverSubscribesAgain() {
        imported("no.csv", "email,marketing\nann@example.org,no\n");
        imported("yes.csv", "email,first_name,marketing\nann@example.org,Ann,yes\n");
        assertThat(list("contacts?email=ann@example.org"))
                .singleElement()
                .satisfies(person -> assertThat(person.toString()).contains("marketing=false"));
    }

    @Test
    void rosterShowsWhoIsMissingBeforeAnyoneIsDropped() {
        String header = "external_id,first_name,household,class\n";
        imported("roster.csv", header + "1,Ida,Larsen,Level 1\n2,Kim,Berg,Level 1\n");
        String next = imported("roster.csv", header + "1,Ida,Larsen,Level 1\n");
        assertThat(page("/people/import/" + next).text())
                .contains("Students who are not in the file")
                .contains("Kim");
        assertThat(page("/classes").select("tbody tr").text()).endsWith("2 0");
        post("/people/import/" + next + "/drop", Map.of());
        assertThat(page("/classes").select("tbody tr").text()).endsWith("1 0");
    }

    @Test
    void chosenColumnsAreRememberedForFilesOfTheSameShape() {
        String file = "Who,Mail,Level\nAnn Lee,ann@example.org,3\n";
        String first = uploaded("a.csv", file);
        assertThat(choices(first)).containsExactly("FIELD", "EMAIL", "FIELD");
        start(first, List.of("NAME", "EMAIL", "TAGS"));
        String second = uploaded("b.csv", file);
        assertThat(choices(second)).containsExactly("NAME", "EMAIL", "TAGS");
        assertThat(list("contacts?tag=3")).hasSize(1);
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

    @Test
    void personIsAddedChangedMergedAndDeleted() {
        String ann = added(Map.of(
                "firstName", List.of("Ann"),
                "lastName", List.of("Lee"),
                "email", List.of("ann@example.org", "", "ANN2@example.org"),
                "receives", List.of("ALL", "ALL", "EMERGENCY"),
                "newHousehold", List.of("Lee"),
                "tags", List.of("board, late payer"),
                "fieldName", List.of("shirt"),
                "fieldValue", List.of("M"),
                "born", List.of("1990-02-03")));
        Document page = page("/people/" + ann);
        assertThat(page.select("h1").text()).isEqualTo("Ann Lee");
        assertThat(page.text()).contains("ann2@example.org", "late payer", "1990-02-03", "shirt", "Lee (guardian)");
        String other =
                added(Map.of("firstName", List.of("Ann"), "lastName", List.of("Lee"), "phone", List.of("22334455")));
        assertThat(page("/people/" + ann + "/change").text()).contains("Merge into Ann Lee");
        post("/people/" + ann + "/merge", Map.of("other", List.of(other)));
        assertThat(page("/people/" + ann).text()).contains("22 33 44 55");
        owner.browser().get("/people/" + other).then().statusCode(404);
        post("/people/" + ann + "/delete", Map.of());
        owner.browser().get("/people/" + ann).then().statusCode(404);
    }

    @Test
    void wrongFormKeepsWhatWasTyped() {
        owner.browser()
                .formParam("firstName", "")
                .formParam("email", "nobody")
                .formParam("born", "2018-13-01")
                .formParam("notes", "keep me")
                .post("/people/new")
                .then()
                .statusCode(422)
                .body(containsString("“nobody” is not an email address."))
                .body(containsString("keep me"))
                .body(containsString("value=\"2018-13-01\""));
    }

    @Test
    void peopleAreTaggedAndEnrolledTogether() {
        String ann = added(Map.of("firstName", List.of("Ann")));
        String bob = added(Map.of("firstName", List.of("Bob")));
        post("/people/bulk", Map.of("action", List.of("tag"), "tag", List.of("vip"), "id", List.of(ann, bob)));
        assertThat(list("contacts?tag=vip")).hasSize(2);
        post("/people/bulk", Map.of("action", List.of("untag"), "tag", List.of("vip"), "id", List.of(bob)));
        assertThat(list("contacts?tag=vip")).hasSize(1);
        String team = owner.program()
                .contentType("application/json")
                .body("{\"name\": \"Team\"}")
                .post("/api/v1/classes")
                .then()
                .extract()
                .path("id");
        post("/people/bulk", Map.of("action", List.of("enrol"), "class", List.of(team), "id", List.of(ann)));
        assertThat(page("/classes/" + team).text()).contains("1 student on", "Ann");
        assertThat(page("/people?class=" + team).select("tbody tr")).hasSize(1);
        post("/classes/" + team + "/drop", Map.of("id", List.of(ann), "on", List.of("2020-01-01")));
        assertThat(page("/classes/" + team).text()).contains("0 students on");
    }

    @Test
    void studentIsFoundByNameWhenAddedToAClass() {
        added(Map.of("firstName", List.of("Ann"), "lastName", List.of("Lee")));
        added(Map.of("firstName", List.of("Ann"), "lastName", List.of("Berg")));
        post("/classes/new", Map.of("name", List.of("Team"), "weekday", List.of("2"), "startsAt", List.of("16:00")));
        String team = page("/classes").select("tbody a").attr("href");
        assertThat(page(team).text()).contains("Tuesday 16:00");
        owner.browser()
                .formParam("who", "ann")
                .post(team + "/add")
                .then()
                .statusCode(422)
                .body(containsString("Who do you mean?"));
        owner.browser()
                .formParam("who", "zoe")
                .post(team + "/add")
                .then()
                .statusCode(422)
                .body(containsString("No one matches"));
        post(team + "/add", Map.of("who", List.of("ann berg"), "status", List.of("TRIAL")));
        assertThat(page(team).text()).contains("Trial (1)", "Ann Berg");
    }

    @Test
    void manyPeopleAreListedInPages() {
        String rows = IntStream.range(0, 120)
                .mapToObj(i -> "p%d@example.org,P%03d".formatted(i, i))
                .reduce("email,last_name", (a, b) -> a + "\n" + b);
        imported("many.csv", rows);
        Document first = page("/people");
        assertThat(first.text()).contains("120 people");
        Document second = page(first.select("a[rel=next]").attr("href"));
        Document third = page(second.select("a[rel=next]").attr("href"));
        assertThat(third.select("tbody tr")).hasSize(20);
        assertThat(third.select("a[rel=next]")).isEmpty();
        assertThat(page("/people?q=p11").select("tbody tr")).hasSize(11);
    }

    @Test
    void anotherAccountSeesNothingOfIt() {
        String ann = added(Map.of("firstName", List.of("Ann"), "newHousehold", List.of("Lee")));
        String home = page("/people/" + ann).select("a[href^=/households/]").attr("href");
        post("/classes/new", Map.of("name", List.of("Team")));
        String team = page("/classes").select("tbody a").attr("href");
        String task = imported("families.csv", FAMILIES);
        TestAccounts.Person stranger = accounts.owner();
        for (String path : List.of(
                "/people/" + ann,
                "/people/" + ann + "/edit",
                "/people/" + ann + "/change",
                home,
                team,
                team + "/edit",
                "/people/import/" + task,
                "/people/import/" + task + "/problems.csv",
                "/people/import/" + task + "/progress")) {
            stranger.browser().get(path).then().statusCode(404);
        }
        for (String path : List.of(
                "/people/" + ann + "/edit",
                "/people/" + ann + "/delete",
                home,
                home + "/delete",
                team + "/edit",
                team + "/edit/delete",
                team + "/add",
                "/people/import/" + task + "/undo",
                "/people/import/" + task + "/drop",
                "/people/import/" + task + "/start")) {
            stranger.browser()
                    .formParam("column", "SKIP")
                    .formParam("name", "x")
                    .formParam("firstName", "x")
                    .post(path)
                    .then()
                    .statusCode(404);
        }
        stranger.browser().get("/people").then().statusCode(200).body(not(containsString("Ann")));
        stranger.browser().get("/people/people.csv").then().statusCode(200).body(not(containsString("Ann")));
        assertThat(accounts.staff(owner.accountId())
                        .browser()
                        .get("/people/" + ann)
                        .statusCode())
                .isEqualTo(200);
    }

    private String imported(String name, String content) {
        String task = uploaded(name, content);
        start(task, choices(task));
        return task;
    }

    private String uploaded(String name, String content) {
        String location = owner.browser()
                .multiPart("file", name, content.getBytes(StandardCharsets.UTF_8))
                .post("/people/import")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private List<String> choices(String task) {
        return page("/people/import/" + task)
                .select("select[name=column] option[selected]")
                .eachAttr("value");
    }

    private void start(String task, List<String> columns) {
        post("/people/import/" + task + "/start", Map.of("column", columns));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> page("/people/import/" + task)
                        .select("#progress")
                        .text()
                        .isEmpty());
    }

    private String added(Map<String, List<String>> form) {
        String location = post("/people/new", form).extract().header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private ValidatableResponse post(String path, Map<String, List<String>> form) {
        var request = owner.browser();
        form.forEach((name, values) -> request.formParam(name, values));
        return request.post(path).then().statusCode(303);
    }

    private Document page(String path) {
        return Jsoup.parse(
                owner.browser().get(path).then().statusCode(200).extract().asString());
    }

    private JsonPath contact(String id) {
        return owner.program()
                .get("/api/v1/contacts/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Object> list(String path) {
        return owner.program()
                .get("/api/v1/" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }
}
