package org.tidings.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class InvalidApiTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
    }

    @Test
    void anAddressIsAddedListedAndReleased() {
        add("{\"email\": \" Ann@X.example\", \"reason\": \"She left\"}")
                .statusCode(201)
                .body("email", equalTo("ann@x.example"))
                .body("reason", equalTo("She left"))
                .body("since", notNullValue())
                .body("blast", nullValue());
        list(owner).body("items.email", contains("ann@x.example")).body("next", nullValue());
        list(accounts.owner()).body("items", empty());

        owner.program().delete("/api/v1/invalid/ANN@x.example").then().statusCode(204);
        list(owner).body("items", empty());
        owner.program()
                .delete("/api/v1/invalid/ann@x.example")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void anAddressThatIsInvalidAlreadyKeepsItsReason() {
        add("{\"email\": \"ann@x.example\", \"reason\": \"First\"}").statusCode(201);
        add("{\"email\": \"ann@x.example\", \"reason\": \"Second\"}")
                .statusCode(200)
                .body("reason", equalTo("First"));
    }

    @Test
    void aProblemSaysWhatIsWrong() {
        add("{\"reason\": \"x\"}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", equalTo("Unprocessable Content"));
        add("{\"email\": \"nobody\"}").statusCode(422).contentType("application/problem+json");
        add("{\"email\": \"a@x.example\", \"reason\": \"" + "x".repeat(501) + "\"}")
                .statusCode(422);
        owner.program()
                .get("/api/v1/invalid?cursor=nonsense")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        owner.program().get("/api/v1/invalid?limit=1001").then().statusCode(400);
    }

    private ValidatableResponse add(String body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/invalid")
                .then();
    }

    private static ValidatableResponse list(TestAccounts.Person person) {
        return person.program().get("/api/v1/invalid").then().statusCode(200);
    }
}
