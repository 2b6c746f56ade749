package org.tidings.signup;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;

@QuarkusTest
class SignUpSettingsPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private TestAccounts.Person owner;
    private JoinSite site;

    @BeforeEach
    void anAccount() {
        owner = accounts.owner();
        site = new JoinSite(owner, "club-" + UlidCreator.getMonotonicUlid().toLowerCase(), clock);
    }

    @Test
    void theFormIsClosedUntilAnOwnerOpensIt() {
        owner.browser()
                .get("/settings/sign-up")
                .then()
                .statusCode(200)
                .body(containsString("value=\"riverside-gymnastics\""))
                .body(not(containsString("HTML for your website")));
        given().get(site.path()).then().statusCode(404);

        site.open();

        given().get(site.path()).then().statusCode(200);
        owner.browser()
                .get("/settings/sign-up")
                .then()
                .body(containsString(site.path() + "\" accept-charset"), containsString("&lt;news&gt;"));
    }

    @Test
    void defaultWordsFollowTheNameOfTheBusiness() {
        site.settings(
                "true",
                "Yes, send me news and offers from Riverside Gymnastics by email. I can unsubscribe at any time.");
        owner.browser()
                .formParam("name", "Lakeside")
                .formParam("timeZone", "Europe/Oslo")
                .formParam("senderName", "Lakeside")
                .post("/settings")
                .then()
                .statusCode(303);

        given().get(site.path()).then().body(containsString("offers from Lakeside by email"));
    }

    @Test
    void aShortNameBelongsToOneAccount() {
        site.open();
        new JoinSite(accounts.owner(), site.shortName(), clock)
                .settings("true", "Yes")
                .then()
                .statusCode(422)
                .body(containsString("shortName-error"), containsString("taken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Riverside", "a b", "-a", "a-", "a/b", "ü", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void otherShortNamesAreRefused(String name) {
        new JoinSite(owner, name, clock)
                .settings("true", "Yes")
                .then()
                .statusCode(422)
                .body(containsString("shortName-error"));
    }

    @Test
    void onlyOwnersChangeIt() {
        TestAccounts.Person sam = accounts.staff(owner.accountId());
        sam.browser().get("/settings/sign-up").then().statusCode(403);
        sam.browser()
                .formParam("shortName", "x")
                .post("/settings/sign-up")
                .then()
                .statusCode(403);
    }
}
