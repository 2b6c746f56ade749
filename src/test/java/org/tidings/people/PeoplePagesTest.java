package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class PeoplePagesTest {

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
    void personIsAddedChangedMergedAndDeleted() {
        String ann = site.added(Map.of(
                "firstName", List.of("Ann"),
                "lastName", List.of("Lee"),
                "email", List.of("ann@example.org", "", "ANN2@example.org"),
                "receives", List.of("ALL", "ALL", "EMERGENCY"),
                "newHousehold", List.of("Lee"),
                "tags", List.of("board, late payer"),
                "fieldName", List.of("shirt"),
                "fieldValue", List.of("M"),
                "born", List.of("1990-02-03")));
        Document page = site.page("/people/" + ann);
        assertThat(page.select("h1").text()).isEqualTo("Ann Lee");
        assertThat(page.text()).contains("ann2@example.org", "late payer", "1990-02-03", "shirt", "Lee (guardian)");
        String other = site.added(
                Map.of("firstName", List.of("Ann"), "lastName", List.of("Lee"), "phone", List.of("22334455")));
        assertThat(site.page("/people/" + ann + "/change").text()).contains("Merge into Ann Lee");
        site.post("/people/" + ann + "/merge", Map.of("other", List.of(other)));
        assertThat(site.page("/people/" + ann).text()).contains("22 33 44 55");
        owner.browser().get("/people/" + other).then().statusCode(404);
        site.post("/people/" + ann + "/delete", Map.of());
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
        String ann = site.added(Map.of("firstName", List.of("Ann")));
        String bob = site.added(Map.of("firstName", List.of("Bob")));
        site.post("/people/bulk", Map.of("action", List.of("tag"), "tag", List.of("vip"), "id", List.of(ann, bob)));
        assertThat(site.list("contacts?tag=vip")).hasSize(2);
        site.post("/people/bulk", Map.of("action", List.of("untag"), "tag", List.of("vip"), "id", List.of(bob)));
        assertThat(site.list("contacts?tag=vip")).hasSize(1);
        String team = owner.program()
                .contentType("application/json")
                .body("{\"name\": \"Team\"}")
                .post("/api/v1/classes")
                .then()
                .extract()
                .path("id");
        site.post("/people/bulk", Map.of("action", List.of("enrol"), "class", List.of(team), "id", List.of(ann)));
        assertThat(site.page("/classes/" + team).text()).contains("1 student on", "Ann");
        assertThat(site.page("/people?class=" + team).select("tbody tr")).hasSize(1);
        site.post("/classes/" + team + "/drop", Map.of("id", List.of(ann), "on", List.of("2020-01-01")));
        assertThat(site.page("/classes/" + team).text()).contains("0 students on");
    }

    @Test
    void studentIsFoundByNameWhenAddedToAClass() {
        site.added(Map.of("firstName", List.of("Ann"), "lastName", List.of("Lee")));
        site.added(Map.of("firstName", List.of("Ann"), "lastName", List.of("Berg")));
        site.post(
                "/classes/new", Map.of("name", List.of("Team"), "weekday", List.of("2"), "startsAt", List.of("16:00")));
        String team = site.page("/classes").select("tbody a").attr("href");
        assertThat(site.page(team).text()).contains("Tuesday 16:00");
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
        site.post(team + "/add", Map.of("who", List.of("ann berg"), "status", List.of("TRIAL")));
        assertThat(site.page(team).text()).contains("Trial (1)", "Ann Berg");
    }

    @Test
    void manyPeopleAreListedInPages() {
        String rows = IntStream.range(0, 120)
                .mapToObj(i -> "p%d@example.org,P%03d".formatted(i, i))
                .reduce("email,last_name", (a, b) -> a + "\n" + b);
        site.imported("many.csv", rows);
        Document first = site.page("/people");
        assertThat(first.text()).contains("120 people");
        Document second = site.page(first.select("a[rel=next]").attr("href"));
        Document third = site.page(second.select("a[rel=next]").attr("href"));
        assertThat(third.select("tbody tr")).hasSize(20);
        assertThat(third.select("a[rel=next]")).isEmpty();
        assertThat(site.page("/people?q=p11").select("tbody tr")).hasSize(11);
    }

    @Test
    void anotherAccountSeesNothingOfIt() {
        String ann = site.added(Map.of("firstName", List.of("Ann"), "newHousehold", List.of("Lee")));
        String home =
                site.page("/people/" + ann).select("a[href^=/households/]").attr("href");
        site.post("/classes/new", Map.of("name", List.of("Team")));
        String team = site.page("/classes").select("tbody a").attr("href");
        String task = site.imported("families.csv", PeopleSite.FAMILIES);
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
}
