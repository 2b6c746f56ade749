package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class TagsTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private PeopleSite site;

    @BeforeEach
    void aTaggedPersonAndATaggedHousehold() {
        owner = accounts.owner();
        site = new PeopleSite(owner);
        String larsen = json("{\"name\": \"Larsen\", \"tags\": [\"sponsor\"], \"fields\": {\"since\": \"2019\"}}")
                .post("/api/v1/households")
                .then()
                .statusCode(201)
                .body("tags", contains("sponsor"))
                .body("fields", equalTo(Map.of("since", "2019")))
                .extract()
                .path("id");
        json("{\"firstName\": \"Ann\", \"households\": [{\"id\": \"" + larsen + "\"}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
        json("{\"firstName\": \"Bob\", \"tags\": [\"board\"]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
    }

    @Test
    void tagsAreListedAddedRenamedAndDeletedByTheApi() {
        tags().body("items.name", contains("board", "sponsor"))
                .body("items.people", contains(1, 0))
                .body("items.households", contains(0, 1));
        json("{\"name\": \"late payer\"}").post("/api/v1/tags").then().statusCode(201);
        json("{\"name\": \"board\"}").post("/api/v1/tags").then().statusCode(409);
        json("{\"name\": \"late\"}")
                .patch("/api/v1/tags/{name}", "late payer")
                .then()
                .statusCode(200)
                .body("name", equalTo("late"));
        json("{\"name\": \"board\"}").patch("/api/v1/tags/late").then().statusCode(409);
        owner.program().delete("/api/v1/tags/board").then().statusCode(204);
        owner.program().delete("/api/v1/tags/board").then().statusCode(404);
        tags().body("items.name", contains("late", "sponsor"));
        assertThat(owner.program().get("/api/v1/contacts?q=Bob").jsonPath().getList("items[0].tags"))
                .isEmpty();
    }

    @Test
    void membersOfATaggedHouseholdAreFoundByItsTag() {
        assertThat(owner.program()
                        .get("/api/v1/contacts?tag=sponsor")
                        .jsonPath()
                        .getList("items.firstName"))
                .containsExactly("Ann");
        assertThat(owner.program()
                        .get("/api/v1/contacts?tag=sponsor&q=ann")
                        .jsonPath()
                        .getList("items.firstName"))
                .containsExactly("Ann");
        assertThat(owner.program().get("/api/v1/contacts?tag=board").jsonPath().getList("items.firstName"))
                .containsExactly("Bob");
        owner.program().get("/api/v1/households?tag=sponsor").then().body("items.name", hasItem("Larsen"));
        assertThat(site.list("households?tag=board")).isEmpty();
    }

    @Test
    void householdIsTaggedAndDescribedOnItsPage() {
        String id = owner.program().get("/api/v1/households").jsonPath().getString("items[0].id");
        assertThat(site.page("/households/" + id).select("input[name=tags]").val())
                .isEqualTo("sponsor");
        site.post(
                "/households/" + id,
                Map.of(
                        "name", List.of("Larsen"),
                        "tags", List.of("vip, sponsor"),
                        "fieldName", List.of("since", "gate"),
                        "fieldValue", List.of("", "B")));
        owner.program()
                .get("/api/v1/households/" + id)
                .then()
                .body("tags", contains("sponsor", "vip"))
                .body("fields", equalTo(Map.of("gate", "B")));
    }

    @Test
    void tagsAreRenamedAndDeletedOnTheirPage() {
        site.post("/people/tags/rename", Map.of("name", List.of("board"), "newName", List.of("committee")));
        assertThat(site.page("/people/tags").select("tbody th").eachText()).containsExactly("committee", "sponsor");
        owner.browser()
                .formParam("name", "committee")
                .formParam("newName", "sponsor")
                .post("/people/tags/rename")
                .then()
                .statusCode(422);
        site.post("/people/tags/delete", Map.of("name", List.of("sponsor")));
        assertThat(site.page("/people/tags").select("tbody th").eachText()).containsExactly("committee");
    }

    @Test
    void anotherAccountHasTagsOfItsOwn() {
        TestAccounts.Person stranger = accounts.owner();
        stranger.browser()
                .formParam("name", "board")
                .post("/people/tags/delete")
                .then()
                .statusCode(404);
        stranger.browser()
                .formParam("name", "board")
                .formParam("newName", "x")
                .post("/people/tags/rename")
                .then()
                .statusCode(404);
        stranger.program().delete("/api/v1/tags/board").then().statusCode(404);
        stranger.program().get("/api/v1/tags/board").then().statusCode(404);
        tags().body("items.name", contains("board", "sponsor"));
    }

    private ValidatableResponse tags() {
        return owner.program().get("/api/v1/tags").then().statusCode(200);
    }

    private RequestSpecification json(String body) {
        return owner.program().contentType("application/json").body(body);
    }
}
