package org.tidings.platform.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;

@QuarkusTest
class PlumbingTest {

    /** Does not encode the body of a form, and adds no charset. */
    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
                    .encodeContentTypeAs("multipart/form-data", ContentType.TEXT));

    @Inject
    TestAccounts accounts;

    @Test
    void apiAcceptsAKey() {
        TestAccounts.Person dana = accounts.owner();
        dana.program()
                .get("/api/v1/plumbing/who")
                .then()
                .statusCode(200)
                .body("account", equalTo((int) dana.accountId()), "owner", equalTo(true));
    }

    @Test
    void apiRejectsAMissingOrUnknownKey() {
        problem(given().get("/api/v1/plumbing/who").then(), 401).header("WWW-Authenticate", equalTo("Bearer"));
        problem(
                given().header("Authorization", "Bearer wrong")
                        .get("/api/v1/plumbing/who")
                        .then(),
                401);
        problem(
                given().header("Authorization", "Basic YTpi")
                        .get("/api/v1/plumbing/who")
                        .then(),
                401);
    }

    @Test
    void sessionIsNotValidForTheApiNorAKeyForPages() {
        TestAccounts.Person dana = accounts.owner();
        problem(dana.browser().get("/api/v1/plumbing/who").then(), 401);
        dana.program().redirects().follow(false).get("/settings").then().statusCode(303);
    }

    /** Its entry in the log is found by the id. */
    @Test
    void unexpectedErrorNamesTheIdOfTheRequest() {
        given().header("X-Request-ID", "proxy-1.2_3")
                .get("/login/plumbing/broken")
                .then()
                .statusCode(500)
                .header("X-Request-ID", equalTo("proxy-1.2_3"))
                .body(containsString("reference proxy-1.2_3."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two words", "<b>", "é", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
            })
    void requestWithoutAUsableIdGetsOne(String sent) {
        given().header("X-Request-ID", sent)
                .get("/login")
                .then()
                .header("X-Request-ID", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void onlyTheOwnerOfTheProcessCanReadUploads() {
        assertThat(accounts.owner()
                        .program()
                        .multiPart("file", "people.csv", new byte[10])
                        .post("/api/v1/plumbing/upload")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("rw------- in rwx------");
    }

    @Test
    void apiErrorsAreProblemJson() {
        TestAccounts.Person dana = accounts.owner();
        problem(dana.program().get("/api/v1/plumbing/missing").then(), 404);
        problem(dana.program().get("/api/v1/plumbing/no-such-thing").then(), 404);
        problem(dana.program().get("/api/v1/plumbing/nobody").then(), 403);
        problem(dana.program().delete("/api/v1/plumbing/who").then(), 405);
        problem(
                dana.program()
                        .contentType("text/plain")
                        .body("x")
                        .post("/api/v1/plumbing/body")
                        .then(),
                415);
        problem(dana.program().get("/api/v1/plumbing/conflict").then(), 409)
                .body("detail", equalTo("The blast has been sent already."), "state", equalTo("COMPLETED"));
        problem(dana.program().get("/api/v1/plumbing/broken").then(), 500)
                .body("detail", allOf(containsString("reference"), not(containsString("secret"))));
    }

    @Test
    void unavailableDatabaseReturns503WithRetryAfter() {
        problem(accounts.owner().program().get("/api/v1/plumbing/away").then(), 503)
                .header("Retry-After", "30")
                .body("detail", containsString("database"));
    }

    @Test
    void invalidJsonIsReportedWithItsPosition() {
        TestAccounts.Person dana = accounts.owner();
        problem(send(dana, "{\"subject\": "), 400).body("detail", containsString("line 1"));
        problem(send(dana, "{\"subject\": \"x\", \"size\": \"many\"}"), 400)
                .body("detail", allOf(containsString("JSON"), not(containsString("org.tidings"))));
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, email=%zz",
        "application/x-www-form-urlencoded, %",
        "multipart/form-data; boundary=b, --b",
        "multipart/form-data; boundary=, x"
    })
    void formThatCannotBeReadIsABadRequest(String type, String body) {
        given().config(AS_IT_IS)
                .header("Content-Type", type)
                .body(body)
                .post("/login")
                .then()
                .statusCode(400)
                .body(containsString("Tidings could not process the request."));
    }

    @Test
    void formOfTooManyFieldsIsABadRequest() {
        given().config(AS_IT_IS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("a=1&".repeat(1_001))
                .post("/login")
                .then()
                .statusCode(400);
    }

    @Test
    void invalidAcceptHeaderIsABadRequest() {
        given().header("Accept", "a%00;;,,q=9;*/*/*").get("/login").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/blasts/{id}",
                "/blasts/{id}/edit",
                "/tasks/{id}",
                "/i/{id}",
                "/people/{id}",
                "/segments/{id}",
                "/join/{id}"
            })
    void idInAnotherScriptIsNotFound(String path) {
        accounts.owner().browser().get(path, "\u0661\u0662\u0663").then().statusCode(404);
    }

    @Test
    void violationsNameTheirFields() {
        problem(send(accounts.owner(), "{\"subject\": \"\", \"size\": 1}"), 400)
                .body("violations.field", hasItem("subject"));
    }

    @Test
    void errorsOutsideTheApiArePages() {
        given().get("/no/such/page")
                .then()
                .statusCode(404)
                .contentType(containsString("text/html"))
                .body(containsString("Page not found"));
        given().get("/login/plumbing/broken")
                .then()
                .statusCode(500)
                .contentType(containsString("text/html"))
                .body(containsString("Something went wrong"), not(containsString("secret")));
    }

    @Test
    void everyResponseHasTheSecurityHeaders() {
        for (String path : new String[] {"/login", "/no/such/page", "/app.css", "/api/v1/plumbing/who"}) {
            given().redirects()
                    .follow(false)
                    .get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("script-src 'self' 'sha256-"))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("X-Frame-Options", equalTo("DENY"))
                    .header("Referrer-Policy", equalTo("same-origin"));
        }
    }

    @Test
    void resourcesCanSetTheirOwnPolicy() {
        given().get("/login/plumbing/framed")
                .then()
                .header("Content-Security-Policy", equalTo(SecurityHeaders.FRAMED_MAIL_POLICY))
                .header("X-Frame-Options", equalTo(null));
    }

    @Test
    void crossSitePostsAreRejected() {
        given().header("Sec-Fetch-Site", "cross-site")
                .post("/login/plumbing/form")
                .then()
                .statusCode(403);
        given().header("Sec-Fetch-Site", "same-site")
                .post("/login/plumbing/form")
                .then()
                .statusCode(403);
        given().header("Origin", "https://evil.example")
                .post("/login/plumbing/form")
                .then()
                .statusCode(403);
        given().header("Sec-Fetch-Site", "same-origin")
                .post("/login/plumbing/form")
                .then()
                .statusCode(200);
        given().post("/login/plumbing/form").then().statusCode(200);
    }

    @Test
    void publicEndpointsAcceptCrossSitePosts() {
        given().header("Sec-Fetch-Site", "cross-site")
                .post("/login/plumbing/hook")
                .then()
                .statusCode(200);
    }

    @Test
    void assetsOfTheLayoutExist() {
        String page = accounts.owner().browser().get("/settings/password").asString();
        var links = java.util.regex.Pattern.compile("(?:src|href)=\"(/[^\"]*\\.(?:css|js|svg)[^\"#]*)")
                .matcher(page);
        int found = 0;
        while (links.find()) {
            found++;
            given().urlEncodingEnabled(false).get(links.group(1)).then().statusCode(200);
        }
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    private static ValidatableResponse send(TestAccounts.Person by, String json) {
        return by.program()
                .contentType("application/json")
                .body(json)
                .post("/api/v1/plumbing/body")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("status", equalTo(status), "type", equalTo("about:blank"));
    }
}
