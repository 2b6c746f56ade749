package org.tidings.platform.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** An installation behind a proxy that terminates TLS. */
@QuarkusTest
@TestProfile(HttpsSiteTest.BehindAProxy.class)
class HttpsSiteTest {

    public static class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.base-url", "https://mail.studio.example");
        }
    }

    @Inject
    TestAccounts accounts;

    @Test
    void cookiesAreForTlsAndThisHostOnly() {
        TestAccounts.Person dana = accounts.owner();
        Response in = given().redirects()
                .follow(false)
                .formParam("email", dana.email())
                .formParam("password", TestAccounts.PASSWORD)
                .post("/login");

        in.then().statusCode(303).header("Location", equalTo("/tasks"));
        assertThat(in.getHeaders().getValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).containsIgnoringCase("; Secure"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("__Host-tidings-session=").contains("Path=/"));
        given().redirects()
                .follow(false)
                .cookie("__Host-tidings-session", in.getCookie("__Host-tidings-session"))
                .get("/settings/password")
                .then()
                .statusCode(200);
    }

    @Test
    void browsersComeBackByTlsOnly() {
        given().get("/login").then().header("Strict-Transport-Security", equalTo("max-age=31536000"));
    }

    @Test
    void foreignHostIsNotRepeated() {
        given().redirects()
                .follow(false)
                .header("Host", "evil.example")
                .get("/settings")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/login?next="));
    }

    @Test
    void originOfTheSameHostWithoutTlsIsForeign() {
        given().header("Origin", "http://mail.studio.example")
                .formParam("email", "a@x.example")
                .post("/login")
                .then()
                .statusCode(403);
        given().header("Origin", "https://mail.studio.example")
                .formParam("email", "a@x.example")
                .post("/login")
                .then()
                .statusCode(401);
    }
}
