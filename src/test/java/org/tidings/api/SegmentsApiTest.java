package org.tidings.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class SegmentsApiTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void peopleWithTags() {
        owner = accounts.owner();
        for (String name : new String[] {"Ann", "Bob", "Cy"}) {
            post(
                            "contacts",
                            "{'firstName': '" + name + "', 'tags': ['t'], 'addresses': [{'email': '" + name
                                    + "@example.org'}]}")
                    .statusCode(201);
        }
    }

    @Test
    void segmentIsAddedReadChangedUsedAndDeleted() {
        String id = post("segments", "{'name': 'Team', 'rule': {'tags': ['t']}}")
                .statusCode(201)
                .body("rule.tags", contains("t"))
                .extract()
                .path("id");
        get("segments").body("items.name", contains("Team")).body("next", equalTo(null));
        get("segments/" + id + "/contacts").body("items.firstName", contains("Ann", "Bob", "Cy"));
        String cursor = get("segments/" + id + "/contacts?limit=2")
                .body("items.firstName", contains("Ann", "Bob"))
                .body("next", notNullValue())
                .extract()
                .path("next");
        get("segments/" + id + "/contacts?limit=2&cursor=" + cursor)
                .body("items.firstName", contains("Cy"))
                .body("next", equalTo(null));

        blast("{'segment': '" + id + "', 'not': {'recipients': ['bob@example.org']}}")
                .statusCode(201)
                .body("selected", equalTo(2));

        String inner = post("segments", "{'name': 'Inner', 'rule': {'segment': '" + id + "'}}")
                .statusCode(201)
                .extract()
                .path("id");
        patch("segments/" + id, "{'rule': {'segment': '" + inner + "'}}").statusCode(200);
        blast("{'segment': '" + inner + "'}").statusCode(422).body("detail", containsString("refers to itself"));
        patch("segments/" + id, "{'name': 'Squad', 'rule': {'everyone': true}}")
                .statusCode(200)
                .body("name", equalTo("Squad"));
        owner.program().delete("/api/v1/segments/" + id).then().statusCode(204);
        get("segments/" + id).statusCode(404);
        blast("{'segment': '" + inner + "'}").statusCode(422).body("detail", containsString(id));
    }

    @Test
    void wrongSegmentIsRefused() {
        post("segments", "{'name': 'A'}").statusCode(422).body("violations[0].field", equalTo("rule"));
        post("segments", "{'rule': {'everyone': true}}").statusCode(422).body("violations[0].field", equalTo("name"));
        post("segments", "{'name': 'A', 'rule': {}}").statusCode(422).body("detail", containsString("selects nobody"));
        post("segments", "{'name': 'A', 'rule': {'tags': ['none']}}")
                .statusCode(422)
                .body("detail", containsString("none"));
        post("segments", "{'name': 'A', 'rule': {'tags': ['t']}, 'x': 1}")
                .statusCode(422)
                .body("detail", containsString("x"));
        post("segments", "{'name': 'A', 'rule': {'tags': ['t']}}").statusCode(201);
        post("segments", "{'name': 'A', 'rule': {'tags': ['t']}}")
                .statusCode(422)
                .body("detail", containsString("already"));
    }

    @Test
    void segmentOfAnotherAccountDoesNotExist() {
        String id = post("segments", "{'name': 'Team', 'rule': {'tags': ['t']}}")
                .extract()
                .path("id");
        TestAccounts.Person other = accounts.owner();
        for (String path : new String[] {"segments/" + id, "segments/" + id + "/contacts"}) {
            other.program().get("/api/v1/" + path).then().statusCode(404);
        }
        other.program().delete("/api/v1/segments/" + id).then().statusCode(404);
        other.program().get("/api/v1/segments").then().body("items", empty());
        other.browser().get("/segments/" + id).then().statusCode(404);
    }

    private ValidatableResponse blast(String audience) {
        return post("blasts", "{'subject': 'Hi', 'html': '<p>Hi</p>', 'audience': " + audience + "}");
    }

    private ValidatableResponse post(String path, String json) {
        return owner.program()
                .contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/api/v1/" + path)
                .then();
    }

    private ValidatableResponse patch(String path, String json) {
        return owner.program()
                .contentType("application/json")
                .body(json.replace('\'', '"'))
                .patch("/api/v1/" + path)
                .then();
    }

    private ValidatableResponse get(String path) {
        return owner.program().get("/api/v1/" + path).then();
    }
}
