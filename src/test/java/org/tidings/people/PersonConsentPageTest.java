package org.tidings.people;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class PersonConsentPageTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private String id;

    @BeforeEach
    void aPerson() {
        owner = accounts.owner();
        id = owner.program()
                .contentType("application/json")
                .body(
                        "{\"firstName\": \"Ann\", \"lastName\": \"Lee\", \"addresses\": [{\"email\": \"ann@x.example\"}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void whatAPersonSaidOnThePhoneIsRecordedWithWhoRecordedIt() {
        record(owner, "no", "By phone", "No more news, please <b>").statusCode(303);

        owner.browser()
                .get("/people/" + id)
                .then()
                .statusCode(200)
                .body(containsString("Unsubscribed, recorded by Dana Reyes"))
                .body(containsString("By phone: No more news, please &lt;b&gt;"));
        owner.program()
                .get("/api/v1/addresses/ann@x.example/consent")
                .then()
                .body("items[0].source", equalTo("staff"))
                .body("items[0].words", equalTo("No more news, please <b>"));

        record(owner, "yes", "By phone", "").statusCode(303);
        owner.program().get("/api/v1/contacts/" + id).then().body("addresses[0].marketing", equalTo(true));
    }

    @Test
    void withoutEvidenceNothingIsRecorded() {
        record(owner, "no", " ", "").statusCode(303);
        record(owner, "perhaps", "By phone", "").statusCode(303);

        owner.browser().get("/people/" + id).then().body(not(containsString("recorded by")));
    }

    @Test
    void nobodyRecordsForPeopleOfAnotherAccount() {
        record(accounts.owner(), "no", "By phone", "").statusCode(404);
    }

    private ValidatableResponse record(TestAccounts.Person staff, String granted, String how, String words) {
        return staff.browser()
                .formParam("email", "ann@x.example")
                .formParam("kind", "MARKETING")
                .formParam("granted", granted)
                .formParam("how", how)
                .formParam("words", words)
                .post("/people/" + id + "/consent")
                .then();
    }
}
