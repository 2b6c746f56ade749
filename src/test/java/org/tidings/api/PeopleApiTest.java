package org.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;

@QuarkusTest
class PeopleApiTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
    }

    @Test
    void contactIsAddedReadChangedAndDeleted() {
        String home = id(post("households", "{'name': 'Larsen'}").statusCode(201));
        String id = id(post(
                        "contacts",
                        "{'externalId': 'fam-12-2', 'firstName': 'Mia', 'lastName': 'Larsen', 'phone': '+12175550123',"
                                + " 'born': '2018-05-02', 'tags': ['competition'], 'fields': {'shirt': 'S'},"
                                + " 'addresses': [{'email': 'Mia@Example.org', 'order': 1, 'receives': 'ALL'},"
                                + " {'email': 'emergency@example.org', 'receives': 'EMERGENCY'}],"
                                + " 'households': [{'id': '" + home + "', 'role': 'STUDENT'}]}")
                .statusCode(201)
                .body("firstName", equalTo("Mia"))
                .body("born", equalTo("2018-05-02"))
                .body("addresses.email", contains("mia@example.org", "emergency@example.org"))
                .body("addresses.preferred", contains(true, false))
                .body("addresses.receives", contains("ALL", "EMERGENCY"))
                .body("addresses.marketing", contains(true, true))
                .body("addresses.invalid", contains(null, null))
                .body("households.name", contains("Larsen"))
                .body("households.role", contains("STUDENT")));

        get("contacts/" + id).statusCode(200).body("fields.shirt", equalTo("S"));
        get("contacts/external:fam-12-2").statusCode(200).body("id", equalTo(id));
        patch("contacts/" + id, "{'phone': null, 'tags': ['a', 'b'], 'fields': {'shirt': null, 'level': '2'}}")
                .statusCode(200)
                .body("phone", nullValue())
                .body("firstName", equalTo("Mia"))
                .body("tags", contains("a", "b"))
                .body("fields", equalTo(Map.of("level", "2")))
                .body("households", hasSize(1));
        owner.program().delete("/api/v1/contacts/" + id).then().statusCode(204);
        get("contacts/" + id).statusCode(404).contentType("application/problem+json");
        get("households/" + home).statusCode(200).body("members", empty());
    }

    @Test
    void childNeedsNoAddressAndFamiliesShareOne() {
        post("contacts", "{'firstName': 'Kim', 'lastName': 'Berg'}")
                .statusCode(201)
                .body("addresses", empty());
        post("contacts", "{'firstName': 'Ann', 'addresses': [{'email': 'home@example.org'}]}");
        post("contacts", "{'firstName': 'Bob', 'addresses': [{'email': 'home@example.org'}]}");
        get("contacts?email=HOME@example.org").body("items.firstName", containsInAnyOrder("Ann", "Bob"));
    }

    @Test
    void bulkRequestFindsPeopleByExternalIdOrByAddressAndName() {
        String items =
                "{'items': [{'externalId': 'e1', 'firstName': 'Ann', 'addresses': [{'email': 'home@x.example'}]},"
                        + " {'firstName': 'Bob', 'addresses': [{'email': 'home@x.example'}]},"
                        + " {'firstName': 'BOB', 'lastName': '', 'tags': ['late'], 'addresses': [{'email': 'home@x.example'}]}]}";
        List<String> first = put(items)
                .statusCode(200)
                .body("items.result", contains("CREATED", "CREATED", "UPDATED"))
                .extract()
                .path("items.id");
        assertThat(first.get(1)).isEqualTo(first.get(2));
        assertThat(first.get(0)).isNotEqualTo(first.get(1));

        List<String> second = put(items.replace("'firstName': 'BOB'", "'firstName': 'Bob'"))
                .statusCode(200)
                .extract()
                .path("items.id");
        assertThat(second).isEqualTo(first);
        put("{'items': [{'externalId': 'e1', 'firstName': 'Ann'}]}")
                .body("items.result", contains("UNCHANGED"))
                .body("items.externalId", contains("e1"));
        get("contacts").body("items", hasSize(2));
    }

    @Test
    void bulkRequestOfAThousandIsWritten() {
        String items = IntStream.range(0, 1_000)
                .mapToObj(i -> "{'externalId': 'n" + i + "', 'firstName': 'Ann', 'lastName': 'No" + i
                        + "', 'addresses': [{'email': 'n" + i + "@x.example'}]}")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        put("{'items': [" + items + "]}").statusCode(200).body("items.result", hasSize(1_000));
        put("{'items': [" + items + "," + items.substring(0, items.indexOf("},{") + 1) + "]}")
                .statusCode(422);
    }

    @Test
    void peopleOfOneNameAreNotMerged() {
        put("{'items': [{'firstName': 'Mia'}, {'firstName': 'Mia'},"
                        + " {'externalId': 'father', 'firstName': 'John', 'addresses': [{'email': 'j@x.example'}]},"
                        + " {'externalId': 'son', 'firstName': 'John', 'addresses': [{'email': 'j@x.example'}]}]}")
                .body("items.result", contains("CREATED", "CREATED", "CREATED", "CREATED"));
        get("contacts").body("items", hasSize(4));
    }

    @Test
    void cursorOfAnotherAccountIsRefused() {
        for (int i = 0; i < 3; i++) {
            post("contacts", "{'firstName': 'A" + i + "'}");
        }
        String cursor = get("contacts?limit=2").extract().path("next");
        accounts.owner()
                .program()
                .get("/api/v1/contacts?limit=2&cursor=" + cursor)
                .then()
                .statusCode(400);
    }

    @Test
    void boundedFactLeavesWhatGoesOnAfterIt() {
        String level1 = id(post("classes", "{'name': 'Level 1'}"));
        String kim = id(post("contacts", "{'firstName': 'Kim'}"));
        post("enrolments", enrolment(kim, level1, "ENROLLED", "2026-09-01", null));
        post("enrolments", enrolment(kim, level1, "TRIAL", "2026-10-10", "2026-10-20"))
                .statusCode(201);
        on(level1, "2026-10-09").body("items.status", contains("ENROLLED"));
        on(level1, "2026-10-15").body("items.status", contains("TRIAL"));
        on(level1, "2026-10-21").body("items.status", contains("ENROLLED"));
    }

    @Test
    void marketingTrueNeverLiftsANo() {
        String id =
                id(post("contacts", "{'firstName': 'Ann', 'addresses': [{'email': 'a@x.example', 'marketing': false}]}")
                        .body("addresses.marketing", contains(false)));
        patch("contacts/" + id, "{'addresses': [{'email': 'a@x.example', 'marketing': true}]}")
                .body("addresses.marketing", contains(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'frist_name': 'Ann'}",
                "{'addresses': [{'email': 'nobody'}]}",
                "{'addresses': [{'mail': 'a@x.example'}]}",
                "{'addresses': 'a@x.example'}",
                "{'born': '2 May'}",
                "{'households': [{'id': '01JHNOSUCHHOUSEHOLD0000000', 'role': 'STUDENT'}]}",
                "{'households': [{'id': 'x', 'role': 'MOTHER'}]}",
                "{'firstName': 7}",
                "[]",
                "null"
            })
    void wrongRequestNamesWhatIsWrong(String body) {
        post("contacts", body).statusCode(422).contentType("application/problem+json");
        get("contacts").body("items", empty());
    }

    @Test
    void unknownPropertyIsNamed() {
        post("contacts", "{'frist_name': 'Ann', 'addresses': [{'email': 'a@x.example', 'colour': 'red'}]}")
                .statusCode(422)
                .body("violations.field", containsInAnyOrder("frist_name", "addresses[0].colour"));
    }

    @Test
    void externalIdIsUnique() {
        post("contacts", "{'externalId': 'a', 'firstName': 'Ann'}").statusCode(201);
        post("contacts", "{'externalId': 'a', 'firstName': 'Bob'}")
                .statusCode(409)
                .body("detail", containsString("external id a"));
        accounts.owner()
                .program()
                .contentType("application/json")
                .body("{\"externalId\": \"a\"}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
    }

    @Test
    void searchFindsBeginningsOfWordsAndEndsOfPhoneNumbers() {
        post("contacts", "{'firstName': 'José', 'lastName': 'van der Øster', 'phone': '+12175550123'}");
        post(
                "contacts",
                "{'firstName': 'Ann', 'lastName': 'O\\u2019Brien', 'addresses': [{'email': 'annob@x.example'}]}");
        for (String q : List.of("jose", "oster", "van jos", "555 0123", "(217) 555-0123", "+1 217 5550123")) {
            search(q).body("items.firstName", contains("José"));
        }
        for (String q : List.of("obrien", "O'Brien", "annob@", "ANNOB@x.example", "ann obr")) {
            search(q).body("items.firstName", contains("Ann"));
        }
        for (String q : List.of("brien", "_nn@", "ster", "ann oster", "0124")) {
            search(q).body("items", empty());
        }
    }

    @Test
    void renamedHouseholdIsFoundByItsNewName() {
        String home = id(post("households", "{'name': 'Old name', 'externalId': 'h1'}"));
        post("contacts", "{'firstName': 'Ann', 'households': [{'id': '" + home + "', 'role': 'GUARDIAN'}]}");
        search("old").body("items", hasSize(1));
        patch("households/" + home, "{'name': 'Fresh'}").statusCode(200).body("externalId", equalTo("h1"));
        search("old").body("items", empty());
        search("fresh").body("items.firstName", contains("Ann"));
        get("households/" + home).body("members.firstName", contains("Ann")).body("members.role", contains("GUARDIAN"));
    }

    @Test
    void listIsReadInPagesByName() {
        for (int i = 0; i < 7; i++) {
            post("contacts", "{'firstName': 'A" + (i % 2) + "', 'lastName': 'L" + (i % 3) + "'}");
        }
        StringBuilder names = new StringBuilder();
        String cursor = "";
        while (cursor != null) {
            var page = get("contacts?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .extract()
                    .jsonPath();
            List<Map<String, Object>> items = page.getList("items");
            items.forEach(item -> names.append(item.get("lastName"))
                    .append(item.get("firstName"))
                    .append(' '));
            cursor = page.getString("next");
        }
        assertThat(names.toString()).isEqualTo("L0A0 L0A0 L0A1 L1A0 L1A1 L2A0 L2A1 ");
    }

    @Test
    void classHasDayTimesAndTerm() {
        String id = id(post(
                        "classes",
                        "{'name': 'Level 1', 'programme': 'Swim', 'weekday': 'TUESDAY', 'from': '16:00', 'until': '16:45',"
                                + " 'teacher': 'Sam', 'place': 'Pool 2',"
                                + " 'term': {'name': 'Autumn', 'from': '2026-09-01', 'until': '2026-12-20'}}")
                .statusCode(201)
                .body("weekday", equalTo("TUESDAY"))
                .body("from", equalTo("16:00"))
                .body("term.until", equalTo("2026-12-20")));
        patch("classes/" + id, "{'teacher': 'Ada'}")
                .statusCode(200)
                .body("teacher", equalTo("Ada"))
                .body("until", equalTo("16:45"));
        patch("classes/" + id, "{'until': '15:00'}").statusCode(422);
        get("classes/" + id).body("until", equalTo("16:45"));
        get("classes").body("items.name", contains("Level 1"));
        owner.program().delete("/api/v1/classes/" + id).then().statusCode(204);
        get("classes/" + id).statusCode(404);
    }

    @Test
    void rosterOfADayFollowsFromTheFacts() {
        String level1 = id(post("classes", "{'name': 'Level 1'}"));
        String kim = id(post("contacts", "{'firstName': 'Kim'}"));
        String row = id(post("enrolments", enrolment(kim, level1, "ENROLLED", "2026-09-01", null))
                .statusCode(201)
                .body("class", equalTo(level1))
                .body("until", nullValue()));
        post("enrolments", enrolment(kim, level1, "DROPPED", "2026-12-13", null))
                .statusCode(201);

        get("enrolments/" + row).body("status", equalTo("ENROLLED")).body("until", equalTo("2026-12-12"));
        on(level1, "2026-12-12").body("items.status", contains("ENROLLED"));
        on(level1, "2026-12-13").body("items.status", contains("DROPPED"));
        on(level1, "2026-08-31").body("items", empty());
        get("enrolments?contact=" + kim).body("items", hasSize(2));
    }

    @Test
    void laterStatusKeepsWhatWasTrueBefore() {
        String level1 = id(post("classes", "{'name': 'Level 1'}"));
        String kim = id(post("contacts", "{'firstName': 'Kim'}"));
        String row = id(post("enrolments", enrolment(kim, level1, "WAITLISTED", "2026-09-01", null)));
        patch("enrolments/" + row, "{'status': 'ENROLLED', 'from': '2026-10-01'}")
                .statusCode(200)
                .body("id", equalTo(row));
        on(level1, "2026-09-30").body("items.status", contains("WAITLISTED"));
        on(level1, "2026-10-01").body("items.status", contains("ENROLLED"));
        patch("enrolments/" + row, "{'until': '2026-09-01'}").statusCode(422);
        owner.program().delete("/api/v1/enrolments/" + row).then().statusCode(204);
        on(level1, "2026-10-01").body("items", empty());
        get("contacts?class=" + level1).body("items", empty());
    }

    @Test
    void anotherAccountSeesNothingOfIt() {
        String home = id(post("households", "{'name': 'Larsen'}"));
        String level1 = id(post("classes", "{'name': 'Level 1'}"));
        String kim = id(post("contacts", "{'externalId': 'k', 'firstName': 'Kim', 'tags': ['t']}"));
        String row = id(post("enrolments", enrolment(kim, level1, "ENROLLED", null, null)));
        TestAccounts.Person stranger = accounts.owner();
        for (String path : List.of(
                "households/" + home,
                "classes/" + level1,
                "contacts/" + kim,
                "contacts/external:k",
                "enrolments/" + row)) {
            stranger.program().get("/api/v1/" + path).then().statusCode(404);
            stranger.program().delete("/api/v1/" + path).then().statusCode(404);
            stranger.program()
                    .contentType("application/json")
                    .body("{}")
                    .patch("/api/v1/" + path)
                    .then()
                    .statusCode(404);
            get(path).statusCode(200);
        }
        for (String list :
                List.of("contacts", "contacts?tag=t", "contacts?q=kim", "households", "classes", "enrolments")) {
            stranger.program().get("/api/v1/" + list).then().statusCode(200).body("items", empty());
        }
        stranger.program().get("/api/v1/contacts?class=" + level1).then().body("items", empty());
        stranger.program()
                .contentType("application/json")
                .body(enrolment(kim, level1, "ENROLLED", null, null).replace('\'', '"'))
                .post("/api/v1/enrolments")
                .then()
                .statusCode(422);
        get("contacts?tag=t").body("items.id", contains(kim)).body("items.id", notNullValue());
    }

    private static String enrolment(String contact, String classId, String status, String from, String until) {
        return "{'contact': '" + contact + "', 'class': '" + classId + "', 'status': '" + status
                + "'"
                        .concat(from == null ? "" : ", 'from': '" + from + "'")
                        .concat(until == null ? "" : ", 'until': '" + until + "'")
                + "}";
    }

    private ValidatableResponse on(String classId, String day) {
        return get("enrolments?class=" + classId + "&on=" + day).statusCode(200);
    }

    private ValidatableResponse search(String q) {
        return owner.program().queryParam("q", q).get("/api/v1/contacts").then().statusCode(200);
    }

    private ValidatableResponse get(String path) {
        return owner.program().get("/api/v1/" + path).then();
    }

    private ValidatableResponse post(String path, String body) {
        return owner.program()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/api/v1/" + path)
                .then();
    }

    private ValidatableResponse put(String body) {
        return owner.program()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .put("/api/v1/contacts")
                .then();
    }

    private ValidatableResponse patch(String path, String body) {
        return owner.program()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .patch("/api/v1/" + path)
                .then();
    }

    private static String id(ValidatableResponse response) {
        return response.extract().path("id");
    }
}
