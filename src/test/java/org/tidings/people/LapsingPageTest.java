package org.tidings.people;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;

@QuarkusTest
class LapsingPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople people;

    @Inject
    Clock clock;

    private TestAccounts.Person owner;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
        consent("soon@x.example", Duration.ofDays(720));
        consent("later@x.example", Duration.ofDays(600));
        consent("lapsed@x.example", Duration.ofDays(760));
    }

    @Test
    void consentsThatLapseWithinAMonthAreListed() {
        rule("AGREED_OR_RECENT");

        page().body(containsString("1 consent lapses in the next 30 days"))
                .body(containsString("soon@x.example"))
                .body(not(containsString("later@x.example")))
                .body(not(containsString("lapsed@x.example")));
    }

    @Test
    void whereNothingLapsesThePageSaysSo() {
        rule("AGREED_OR_CUSTOMER");

        page().body(containsString("No consent lapses"));
    }

    @Test
    void whoseConsentLapsesGetsABlastWhileThatIsAllowed() {
        rule("AGREED_OR_RECENT");
        for (String email : List.of("soon@x.example", "later@x.example")) {
            owner.program()
                    .contentType("application/json")
                    .body("{\"firstName\": \"Ann\", \"addresses\": [{\"email\": \"" + email + "\"}]}")
                    .post("/api/v1/contacts")
                    .then()
                    .statusCode(201);
        }
        for (int again = 0; again < 2; again++) {
            String draft = owner.browser()
                    .redirects()
                    .follow(false)
                    .post("/segments/lapsing")
                    .then()
                    .statusCode(303)
                    .extract()
                    .header("Location");

            owner.browser()
                    .get(draft.replace("/edit", "/people"))
                    .then()
                    .statusCode(200)
                    .body(containsString("soon@x.example"))
                    .body(not(containsString("later@x.example")));
        }
        owner.browser().get("/segments").then().body(containsString("Consent lapses within 30 days"));
    }

    private ValidatableResponse page() {
        return owner.browser().get("/people/lapsing").then().statusCode(200);
    }

    private void rule(String rule) {
        people.sql("update account set consent_rule = '" + rule + "' where id = " + owner.accountId());
    }

    private void consent(String email, Duration ago) {
        owner.program()
                .contentType("application/json")
                .body("{\"kind\": \"MARKETING\", \"granted\": true, \"basis\": \"CUSTOMER\", \"at\": \""
                        + clock.instant().minus(ago) + "\"}")
                .put("/api/v1/addresses/" + email + "/consent")
                .then()
                .statusCode(200);
    }
}
