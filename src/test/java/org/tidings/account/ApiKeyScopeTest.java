package org.tidings.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;

/** What API keys may do, for how long and how often, and in which shape the API says no. */
@QuarkusTest
class ApiKeyScopeTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private TestAccounts.Person owner;

    @BeforeEach
    void newAccount() {
        owner = accounts.owner();
    }

    @AfterEach
    void reset() {
        clock.reset();
    }

    private RequestSpecification key(int days, String... scopes) {
        String page = owner.browser()
                .formParam("name", "Program")
                .formParam("scope", (Object[]) scopes)
                .formParam("days", days)
                .post("/settings/api-keys")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String key = Jsoup.parse(page).select("main .secret").text();
        return given().header("Authorization", "Bearer " + key);
    }

    @ParameterizedTest
    @CsvSource({
        "read, GET, /api/v1/blasts, 200",
        "read, GET, /api/v1/contacts, 200",
        "read, GET, /api/v1/webhooks, 200",
        "read, POST, /api/v1/drafts, 403",
        "read, POST, /api/v1/tags, 403",
        "read, POST, /api/v1/webhooks, 403",
        "send, POST, /api/v1/drafts, 201",
        "send, GET, /api/v1/drafts, 403",
        "send, POST, /api/v1/tags, 403",
        "send, DELETE, /api/v1/webhooks/x, 403",
        "people, POST, /api/v1/tags, 422",
        "people, POST, /api/v1/drafts, 403",
        "admin, POST, /api/v1/webhooks, 422",
        "admin, POST, /api/v1/tags, 403"
    })
    void callNeedsItsScope(String scope, String method, String path, int status) {
        Response answer = key(0, scope)
                .contentType("application/json")
                .body(method.equals("POST") ? "{}" : "")
                .request(method, path);
        answer.then().statusCode(status);
        if (status == 403) {
            answer.then()
                    .contentType("application/problem+json")
                    .body("detail", containsString("lacks the scope"))
                    .body("scope", matchesPattern("read|send|people|admin"));
        }
    }

    @Test
    void everyResourceOfTheApiNamesTheScopeOfItsChanges() {
        List<JavaClass> resources = new ClassFileImporter()
                .importPath(Paths.get("target/classes/org/tidings/api")).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .toList();
        assertThat(resources).hasSizeGreaterThan(10).allMatch(type -> type.isAnnotatedWith(ChangesNeed.class));
    }

    @Test
    void keyWorksUntilItExpires() {
        RequestSpecification program = key(30, "read");
        program.get("/api/v1/blasts").then().statusCode(200);
        clock.advance(Duration.ofDays(31));
        program.get("/api/v1/blasts").then().statusCode(401);
        clock.reset();
        owner.browser().get("/settings/api-keys").then().body(containsString("read"));
    }

    @Test
    void keyWithoutAScopeIsNotCreated() {
        owner.browser()
                .formParam("name", "Program")
                .post("/settings/api-keys")
                .then()
                .statusCode(422)
                .body(containsString("Choose at least one."));
    }

    @Test
    void answersSayHowManyCallsAreLeft() {
        owner.program()
                .get("/api/v1/blasts")
                .then()
                .header("RateLimit-Policy", "\"key\";q=6000;w=60")
                .header("RateLimit", matchesPattern("\"key\";r=59\\d\\d;t=\\d+"));
        owner.program().get("/api/v1/blasts/none").then().statusCode(404).header("RateLimit", containsString("r="));
    }

    @Test
    void everyErrorIsAProblem() {
        RequestSpecification program = owner.program();
        problem(given().get("/api/v1/blasts"), 401);
        problem(program.get("/api/v1/nothing"), 404);
        problem(given().get("/api/nothing"), 404);
        problem(given().get("/api"), 404);
        problem(program.put("/api/v1/blasts"), 405);
        problem(owner.program().contentType("text/plain").body("x").post("/api/v1/blasts"), 415);
        problem(owner.program().accept("image/png").get("/api/v1/blasts"), 406);
        problem(owner.program().contentType("application/json").body("{").post("/api/v1/tags"), 400);
        problem(owner.program().contentType("application/json").body("{").post("/api/v1/invalid"), 400);
        problem(owner.program().get("/api/v1/blasts?limit=many"), 400);
        problem(owner.program().get("/api/v1/blasts?cursor=%21"), 400);
        problem(owner.program().contentType("application/json").body(Map.of()).post("/api/v1/tags"), 422);
    }

    private static void problem(Response answer, int status) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
    }
}
