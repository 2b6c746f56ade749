package org.tidings.report.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/**
 * The homes: Larsen, where only one of two addresses is dead; Berg, where all are; Olsen without an address; and Dora, who has no home and whose
 * address is dead.
 */
@QuarkusTest
class CallListTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void families() {
        owner = accounts.owner();
        String level1 = created("classes", Map.of("name", "Level 1"));
        String larsen = created("households", Map.of("name", "Larsen"));
        person("Ann", "ann@calls.test", "", home(larsen, "GUARDIAN"));
        person("Bob", "bob+bounce@calls.test", "", home(larsen, "GUARDIAN"));
        String berg = created("households", Map.of("name", "Berg"));
        person("Cleo", "cleo+bounce@calls.test", "+4722334455", home(berg, "GUARDIAN"));
        String kim = person("Kim", "kim+blocked@calls.test", "", home(berg, "STUDENT"));
        created("enrolments", Map.of("contact", kim, "class", level1, "status", "ENROLLED"));
        String olsen = created("households", Map.of("name", "Olsen"));
        person("Tor", "", "+4766778899", home(olsen, "GUARDIAN"));
        person("Liv", "", "", home(olsen, "STUDENT"));
        person("Dora", "dora+bounce@calls.test", "+4711223344", List.of());
    }

    @Test
    void homesThatWereNotReachedAreListedWithNamesNumbersAndClasses() {
        String id = sendToEveryone();
        String page = page("/blasts/" + id + "/calls");
        assertThat(text(page))
                .contains("4 homes = 1 reached + 0 waiting + 3 not reached + 0 called")
                .contains("Kim (Level 1)", "Cleo 22 33 44 55", "Tor 66 77 88 99", "No email address", "Dora")
                .contains("cleo+bounce@calls.test: No such mailbox")
                .doesNotContain("Larsen");
    }

    @Test
    void homeThatWasCalledCountsOnlyAsCalled() {
        String id = sendToEveryone();
        call(owner, id, "Berg", "", "CALLED").statusCode(303);
        assertThat(text(page("/blasts/" + id + "/calls")))
                .contains("4 homes = 1 reached + 0 waiting + 2 not reached + 1 called", "Called, Dana Reyes");
        call(owner, id, "Berg", "CALLED", "WRONG_NUMBER").statusCode(303);
        assertThat(text(page("/blasts/" + id + "/calls")))
                .contains("4 homes = 1 reached + 0 waiting + 3 not reached + 0 called", "Wrong number, Dana Reyes");
        call(owner, id, "Berg", "WRONG_NUMBER", "").statusCode(303);
        assertThat(text(page("/blasts/" + id + "/calls"))).doesNotContain("Wrong number, ");
    }

    @Test
    void callThatSomebodyElseRecordedMeanwhileStays() {
        String id = sendToEveryone();
        call(owner, id, "Olsen", "", "CALLED");
        TestAccounts.Person sam = accounts.secondOwner(owner.accountId());
        String flash = call(sam, id, "Olsen", "", "LEFT_MESSAGE")
                .statusCode(303)
                .extract()
                .cookie("tidings-flash");
        assertThat(flash).contains("Dana+Reyes+has+just+recorded");
        assertThat(text(page("/blasts/" + id + "/calls")))
                .contains("Called, Dana Reyes")
                .doesNotContain("Left a message, ");
    }

    @Test
    void listIsSentAgainOnlyIfItChanged() {
        String id = sendToEveryone();
        String page = page("/blasts/" + id + "/calls");
        String update = first("hx-get=\"([^\"]+)\"", page).replace("&amp;", "&");
        owner.browser().get(update).then().statusCode(204);
        call(owner, id, "Dora", "", "LEFT_MESSAGE");
        assertThat(owner.browser().get(update).then().statusCode(200).extract().asString())
                .contains("Left a message, Dana Reyes");
    }

    @Test
    void urgentNoticeListsHomesWithoutASignOfReading() {
        String id = sendToEveryone();
        assertThat(text(page("/blasts/" + id + "/calls?proof=READ")))
                .contains("4 homes = 0 with a sign of reading + 0 waiting + 4 without + 0 called", "Larsen");
    }

    @Test
    void addressesThatAreNotInPeopleAreHomesOfTheirOwn() {
        String id = send(Map.of(
                "recipients",
                List.of(
                        Map.of("email", "new+bounce@calls.test", "firstName", "Nora"),
                        Map.of("email", "other@calls.test"),
                        Map.of("email", "cleo+bounce@calls.test"),
                        Map.of("email", "kim+blocked@calls.test"))));
        String page = page("/blasts/" + id + "/calls");
        assertThat(text(page))
                .contains(
                        "3 homes = 1 reached + 0 waiting + 2 not reached + 0 called",
                        "Nora",
                        "Berg",
                        "No number known");
    }

    @Test
    void foreignBlastsAndHomesAreNotFound() {
        String id = sendToEveryone();
        accounts.owner().browser().get("/blasts/" + id + "/calls").then().statusCode(404);
        owner.browser()
                .formParam("home", "01JD0000000000000000000000")
                .formParam("outcome", "CALLED")
                .post("/blasts/" + id + "/calls")
                .then()
                .statusCode(404);
    }

    private io.restassured.response.ValidatableResponse call(
            TestAccounts.Person who, String id, String home, String shown, String outcome) {
        String row = first(
                "(?s)<tr id=\"home-\\w+\"(?:(?!</tr>).)*>" + home + "<.*?</tr>", page("/blasts/" + id + "/calls"), 0);
        io.restassured.specification.RequestSpecification form =
                who.browser().formParam("home", first("name=\"home\" value=\"(\\w+)\"", row));
        if (!shown.isEmpty()) {
            form.formParam("shown", shown);
        }
        if (!outcome.isEmpty()) {
            form.formParam("outcome", outcome);
        }
        return form.post("/blasts/" + id + "/calls").then();
    }

    private String sendToEveryone() {
        return send(Map.of("everyone", true));
    }

    private String send(Map<String, Object> audience) {
        String id = created(
                "blasts",
                Map.of(
                        "subject",
                        "Pool closed",
                        "html",
                        "<p>Closed today</p>",
                        "purpose",
                        "SERVICE",
                        "audience",
                        audience));
        Awaitility.await()
                .until(() -> owner.program()
                                        .get("/api/v1/blasts/" + id)
                                        .then()
                                        .extract()
                                        .<Integer>path("counts.SENT")
                                == 0
                        && owner.program()
                                .get("/api/v1/blasts/" + id)
                                .then()
                                .extract()
                                .path("state")
                                .equals("COMPLETED"));
        return id;
    }

    private static List<Map<String, String>> home(String id, String role) {
        return List.of(Map.of("id", id, "role", role));
    }

    private String person(String name, String email, String phone, List<Map<String, String>> homes) {
        return created(
                "contacts",
                Map.of(
                        "firstName",
                        name,
                        "phone",
                        phone,
                        "households",
                        homes,
                        "addresses",
                        email.isEmpty() ? List.of() : List.of(Map.of("email", email))));
    }

    private String created(String what, Map<String, Object> body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/" + what)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String page(String path) {
        return owner.browser().get(path).then().statusCode(200).extract().asString();
    }

    private static String text(String html) {
        return org.jsoup.Jsoup.parse(html.replace("<wbr>", "")).text();
    }

    private static String first(String pattern, String text) {
        return first(pattern, text, 1);
    }

    private static String first(String pattern, String text, int group) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(group);
    }
}
