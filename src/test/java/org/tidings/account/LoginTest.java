package org.tidings.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;

@QuarkusTest
class LoginTest {

    @Inject
    TestAccounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    TestClock clock;

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void startPageRedirectsToTasks() {
        anonymous().get("/").then().statusCode(303).header("Location", containsString("/tasks"));
    }

    @Test
    void loginRedirectsToTheRequestedPage() {
        TestAccounts.Person dana = accounts.owner();
        anonymous()
                .get("/settings/staff?x=1")
                .then()
                .statusCode(303)
                .header("Location", containsString("/login?next=%2Fsettings%2Fstaff%3Fx%3D1"));

        Response answer =
                logIn(dana.email().toUpperCase(java.util.Locale.ROOT), TestAccounts.PASSWORD, "/settings/staff");

        answer.then().statusCode(303).header("Location", containsString("/settings/staff"));
        assertThat(answer.getHeader("Set-Cookie"))
                .containsIgnoringCase("; HttpOnly")
                .contains("tidings-session=", "SameSite=Lax", "Max-Age=1209600", "Path=/");
        anonymous()
                .cookie("tidings-session", answer.getCookie("tidings-session"))
                .get("/settings/staff")
                .then()
                .statusCode(200)
                .body(containsString("Riverside Gymnastics"), containsString("Dana Reyes"));
    }

    @Test
    void wrongPasswordShowsAnErrorAndKeepsTheAddress() {
        TestAccounts.Person dana = accounts.owner();
        logIn(dana.email(), "wrong", "/tasks")
                .then()
                .statusCode(401)
                .body(
                        containsString("value=\"" + dana.email() + "\""),
                        containsString("aria-describedby=\"password-error\""),
                        containsString("Wrong email address or password."),
                        not(containsString("wrong\"")));
    }

    @Test
    void unknownAddressGetsTheSameResponseAsAWrongPassword() {
        logIn("nobody@nowhere.example", "wrong", "/tasks")
                .then()
                .statusCode(401)
                .body(containsString("Wrong email address or password."));
    }

    @Test
    void loginNeverRedirectsToAnotherSite() {
        TestAccounts.Person dana = accounts.owner();
        logIn(dana.email(), TestAccounts.PASSWORD, "//evil.example/")
                .then()
                .statusCode(303)
                .header("Location", allOf(containsString("/tasks"), not(containsString("evil"))));
    }

    @Test
    void repeatedFailuresAreThrottledWithAMessage() {
        TestAccounts.Person dana = accounts.owner();
        for (int i = 0; i < 5; i++) {
            logIn(dana.email(), "wrong " + i, "/tasks").then().statusCode(401);
        }
        clock.advance(Duration.ofMinutes(-1)); // the wait is not over, however slow the machine is
        logIn(dana.email(), TestAccounts.PASSWORD, "/tasks")
                .then()
                .statusCode(429)
                .header("Retry-After", not(equalTo("0")))
                .body(containsString("Too many attempts. Wait"), containsString(dana.email()));
    }

    @Test
    void deviceThatLoggedInBeforeIsNotLockedOutByOthers() {
        TestAccounts.Person dana = accounts.owner();
        String device = logIn(dana.email(), TestAccounts.PASSWORD, "/tasks").getCookie(KnownDevices.COOKIE);
        for (int i = 0; i < 5; i++) {
            logIn(dana.email(), "wrong " + i, "/tasks");
        }
        clock.advance(Duration.ofMinutes(-1)); // the wait is not over, however slow the machine is
        logIn(dana.email(), TestAccounts.PASSWORD, "/tasks").then().statusCode(429);

        for (String cookie : new String[] {device, device + "x"}) {
            anonymous()
                    .cookie(KnownDevices.COOKIE, cookie)
                    .formParam("email", dana.email())
                    .formParam("password", TestAccounts.PASSWORD)
                    .post("/login")
                    .then()
                    .statusCode(cookie.equals(device) ? 303 : 429);
        }
    }

    @Test
    void logoutTakesEffectImmediately() {
        TestAccounts.Person dana = accounts.owner();
        dana.browser().get("/settings/password").then().statusCode(200);

        dana.browser().post("/logout").then().statusCode(303).header("Set-Cookie", containsString("Max-Age=0"));

        dana.browser().get("/settings/password").then().statusCode(303);
    }

    @Test
    void expiredSessionIsRejected() {
        TestAccounts.Person dana = accounts.owner();
        expire(dana);
        dana.browser().get("/settings/password").then().statusCode(303);
        sessions.deleteExpired();
        assertThat(stored(dana)).isFalse();
    }

    @Test
    void useExtendsTheSessionAndItsCookie() {
        TestAccounts.Person dana = accounts.owner();
        lastSeenTwoHoursAgo(dana);
        dana.browser()
                .get("/settings/password")
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsString("tidings-session=" + dana.session()));
        dana.browser().get("/settings/password").then().header("Set-Cookie", equalTo(null));
    }

    @Test
    void useDoesNotExtendASessionBeyondNinetyDays() {
        TestAccounts.Person dana = accounts.owner();
        lastSeenTwoHoursAgo(dana);
        began(dana, Duration.ofDays(90).minusHours(1));
        dana.browser().get("/settings/password").then().statusCode(200);

        clock.advance(Duration.ofHours(2));
        dana.browser()
                .redirects()
                .follow(false)
                .get("/settings/password")
                .then()
                .statusCode(303);
    }

    @Test
    void formWithAnExpiredSessionCanBeResubmittedByReloading() {
        anonymous()
                .formParam("name", "typed")
                .post("/settings")
                .then()
                .statusCode(401)
                .body(containsString("Log in again in a new tab"));
    }

    @Test
    void expiredSessionRedirectsToTheLoginPage() {
        given().cookie("tidings-session", "ended").get("/login").then().statusCode(200);
    }

    @Test
    void htmxRequestsGet401InsteadOfARedirect() {
        anonymous().header("HX-Request", "true").get("/settings").then().statusCode(401);
    }

    static RequestSpecification anonymous() {
        return given().redirects().follow(false);
    }

    private static Response logIn(String email, String password, String next) {
        return anonymous()
                .formParam("email", email)
                .formParam("password", password)
                .formParam("next", next)
                .post("/login");
    }

    @Transactional
    void expire(TestAccounts.Person person) {
        StaffSession.update("expiresAt = ?1 where id = ?2", Instant.EPOCH, RandomTokens.hash(person.session()));
    }

    @Transactional
    void lastSeenTwoHoursAgo(TestAccounts.Person person) {
        StaffSession.update(
                "lastSeenAt = ?1 where id = ?2", Instant.now().minusSeconds(7200), RandomTokens.hash(person.session()));
    }

    @Transactional
    void began(TestAccounts.Person person, Duration ago) {
        StaffSession.update(
                "createdAt = ?1 where id = ?2", Instant.now().minus(ago), RandomTokens.hash(person.session()));
    }

    @Transactional
    boolean stored(TestAccounts.Person person) {
        return StaffSession.count("id", RandomTokens.hash(person.session())) == 1;
    }
}
