package org.tidings.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class ConsentApiTest {

    private static final String NO = "{\"kind\": \"MARKETING\", \"granted\": false";
    private static final String YES = "{\"kind\": \"MARKETING\", \"granted\": true, \"basis\": \"ASKED\"";

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
    }

    @Test
    void aDecisionIsStoredWithItsEvidence() {
        put(YES + ", \"at\": \"2026-05-02T09:30:00Z\", \"how\": \"Form at the desk\", \"words\": \"Yes, news please\"}")
                .statusCode(200)
                .body("items.kind", contains("MARKETING"))
                .body("items.granted", contains(true))
                .body("items.basis", contains("ASKED"))
                .body("items.at", contains("2026-05-02T09:30:00Z"))
                .body("items.source", contains("api"))
                .body("items.how", contains("Form at the desk"))
                .body("items.words", contains("Yes, news please"))
                .body("next", nullValue());
        get("ANN@x.example").statusCode(200).body("items.kind", contains("MARKETING"));
    }

    @Test
    void repeatingADecisionWritesNoSecondLine() {
        put(NO + "}");
        put(NO + "}").body("items.granted", contains(false));
        put(YES + ", \"at\": \"2020-01-01T00:00:00Z\"}");
        put(YES + ", \"at\": \"2020-01-01T00:00:00Z\"}").body("items.granted", contains(false, true));
    }

    @Test
    void newEvidenceForADecisionIsKept() {
        put("{\"kind\": \"SERVICE\", \"granted\": true, \"how\": \"By phone\"}")
                .body("items.how", contains("By phone"));
        put(NO + ", \"words\": \"Stop it\"}");
        put(NO + ", \"words\": \"I told you\"}").body("items.words", contains("I told you", "Stop it", null));
    }

    @Test
    void anAgreementLiftsOnlyAnOlderRefusal() {
        person("\"marketing\": false");
        put(YES + ", \"at\": \"2020-01-01T00:00:00Z\"}").statusCode(200);
        contact().body("items[0].addresses[0].marketing", equalTo(false));

        put(YES + "}").statusCode(200);
        contact().body("items[0].addresses[0].marketing", equalTo(true));

        put(NO + ", \"at\": \"2020-01-01T00:00:00Z\"}").statusCode(200);
        contact().body("items[0].addresses[0].marketing", equalTo(true));
    }

    @Test
    void anOldRefusalOfNoticesDoesNotReplaceAYoungerAgreement() {
        person("\"service\": false");
        put("{\"kind\": \"SERVICE\", \"granted\": true}").statusCode(200);
        put("{\"kind\": \"SERVICE\", \"granted\": false, \"at\": \"2020-01-01T00:00:00Z\"}")
                .statusCode(200);
        contact().body("items[0].addresses[0].service", equalTo(true));
    }

    @Test
    void aContactStoresRefusalsAndNeverLiftsThem() {
        person("\"marketing\": false, \"service\": false, \"tracking\": false");
        person("\"marketing\": true, \"service\": true, \"tracking\": true");

        contact()
                .body("items[0].addresses[0].marketing", equalTo(false))
                .body("items[0].addresses[0].service", equalTo(false))
                .body("items[0].addresses[0].tracking", equalTo(false));
        get("ann@x.example").body("items.granted", contains(false, false, false));
    }

    @Test
    void eachKindIsDecidedByItself() {
        person("\"tracking\": true");
        put("{\"kind\": \"SERVICE\", \"granted\": false}").statusCode(200);

        contact()
                .body("items[0].addresses[0].marketing", equalTo(true))
                .body("items[0].addresses[0].service", equalTo(false))
                .body("items[0].addresses[0].tracking", equalTo(true));
    }

    @Test
    void aProblemNamesThePropertyThatIsWrong() {
        problem("{}", "kind").body("violations.field", hasItem("granted"));
        problem(NO + ", \"colour\": \"red\"}", "colour");
        problem(NO + ", \"basis\": \"ASKED\"}", "basis");
        problem("{\"kind\": \"MARKETING\", \"granted\": true}", "basis");
        problem("{\"kind\": \"SPAM\", \"granted\": true}", "kind");
        problem(NO + ", \"at\": \"2999-01-01T00:00:00Z\"}", "at");
        problem(NO + ", \"at\": \"yesterday\"}", "at");
        problem(NO + ", \"words\": \"" + "x".repeat(1_001) + "\"}", "words");
        put("[]").statusCode(422).contentType("application/problem+json");
        owner.program()
                .contentType("application/json")
                .body(NO + "}")
                .put("/api/v1/addresses/nobody/consent")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void otherAccountsSeeNothing() {
        put(NO + "}");

        accounts.owner()
                .program()
                .get("/api/v1/addresses/ann@x.example/consent")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        person("\"marketing\": true");
        get("bob@x.example").statusCode(404);
    }

    private ValidatableResponse problem(String body, String field) {
        return put(body)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    private ValidatableResponse put(String body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .put("/api/v1/addresses/Ann@x.example/consent")
                .then();
    }

    private ValidatableResponse get(String email) {
        return owner.program().get("/api/v1/addresses/" + email + "/consent").then();
    }

    private void person(String consent) {
        owner.program()
                .contentType("application/json")
                .body("{\"items\": [{\"externalId\": \"1\", \"firstName\": \"Ann\", \"lastName\": \"Lee\","
                        + " \"addresses\": [{\"email\": \"ann@x.example\", " + consent + "}]}]}")
                .put("/api/v1/contacts")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse contact() {
        return owner.program()
                .get("/api/v1/contacts?email=ann@x.example")
                .then()
                .statusCode(200);
    }
}
