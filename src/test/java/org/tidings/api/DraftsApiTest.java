package org.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Drafts and templates of programs. */
@QuarkusTest
class DraftsApiTest {

    /** Attempts at which two requests meet. */
    private static final int ROUNDS = 10;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void newAccount() {
        owner = accounts.owner();
    }

    private RequestSpecification json(Map<String, ?> body) {
        return owner.program().contentType("application/json").body(body);
    }

    private static Map<String, Object> audience(String... emails) {
        return Map.of(
                "recipients",
                List.of(emails).stream().map(email -> Map.of("email", email)).toList());
    }

    private Response draft() {
        return json(Map.of("subject", "Recital", "html", "<p>Hi</p>", "audience", audience("ann@drafts.test")))
                .post("/api/v1/drafts");
    }

    @Test
    void draftIsStoredChangedAndSent() {
        Response created = draft();
        created.then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("listed", equalTo(1))
                .body("rule", nullValue())
                .body("version", equalTo(0));
        String path = "/api/v1/drafts/" + created.path("id");
        assertThat(created.header("Location")).endsWith(path);

        json(Map.of("subject", "Spring recital", "audience", audience("ann@drafts.test", "bob@drafts.test")))
                .header("If-Match", "\"0\"")
                .patch(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("subject", equalTo("Spring recital"))
                .body("html", containsString("Hi"))
                .body("listed", equalTo(2));
        owner.program().get("/api/v1/drafts").then().body("items.subject", contains("Spring recital"));
        owner.program()
                .header("If-Match", "\"1\"")
                .post(path + "/send?sendAt=2099-01-01T10:00:00Z")
                .then()
                .statusCode(200)
                .body("state", equalTo("SCHEDULED"));
        owner.program().get(path).then().statusCode(409);
        String blast = "/api/v1/blasts/" + created.path("id");
        owner.program().post(blast + "/unschedule").then().statusCode(200).body("state", equalTo("DRAFT"));
        sendAt(path, null).then().statusCode(200).body("sendAt", nullValue());
        owner.program().post(path + "/send").then().statusCode(200).body("selected", equalTo(2));
        owner.program().post(blast + "/unschedule").then().statusCode(409);
    }

    @Test
    void changeOfAnotherVersionIsRefused() {
        String path = "/api/v1/drafts/" + draft().path("id");
        json(Map.of("subject", "First"))
                .header("If-Match", "\"0\"")
                .patch(path)
                .then()
                .statusCode(200);
        json(Map.of("subject", "Second"))
                .header("If-Match", "\"0\"")
                .patch(path)
                .then()
                .statusCode(412)
                .contentType("application/problem+json");
        owner.program().header("If-Match", "\"0\"").post(path + "/send").then().statusCode(412);
        owner.program().header("If-Match", "\"0\"").delete(path).then().statusCode(412);
        owner.program().get(path).then().header("ETag", "\"1\"").body("subject", equalTo("First"));
        json(Map.of("subject", "Third"))
                .header("If-Match", "\"7\", \"1\"")
                .patch(path)
                .then()
                .statusCode(200);
        json(Map.of("subject", "Fourth"))
                .header("If-Match", "*")
                .patch(path)
                .then()
                .statusCode(200);
        owner.program().delete(path).then().statusCode(204);
        owner.program().get(path).then().statusCode(404);
    }

    @Test
    void draftIsSentAtItsOwnTime() {
        String path = "/api/v1/drafts/" + draft().path("id");
        String later = Instant.now()
                .plus(Duration.ofDays(30))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        sendAt(path, later).then().statusCode(200).body("sendAt", equalTo(later));
        owner.program()
                .post(path + "/send")
                .then()
                .statusCode(200)
                .body("state", equalTo("SCHEDULED"), "sendAt", equalTo(later));
    }

    @Test
    void timeOfADraftThatHasPassedIsNow() {
        String path = "/api/v1/drafts/" + draft().path("id");
        sendAt(path, "2001-01-01T10:00:00Z").then().statusCode(200);
        owner.program().post(path + "/send").then().statusCode(200).body("selected", equalTo(1), "sendAt", nullValue());
    }

    private Response sendAt(String path, @Nullable String time) {
        return json(Collections.singletonMap("sendAt", time)).patch(path);
    }

    @Test
    void ofTwoChangesAtOnceOneIsRefused() throws Exception {
        String path = "/api/v1/drafts/" + draft().path("id");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int version = 0; version < ROUNDS; version++) {
                String tag = "\"" + version + "\"";
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<Integer> change = () -> {
                    RequestSpecification request =
                            json(Map.of("subject", "Mine")).header("If-Match", tag);
                    start.await(10, TimeUnit.SECONDS);
                    return request.patch(path).statusCode();
                };
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> status : threads.invokeAll(List.of(change, change), 30, TimeUnit.SECONDS)) {
                    statuses.add(status.get());
                }
                assertThat(statuses).containsExactlyInAnyOrder(200, 412);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void changeByAPageCountsToo() {
        String id = draft().path("id");
        owner.browser()
                .multiPart("subject", "By a person")
                .multiPart("html", "<p>Hi</p>")
                .post("/blasts/" + id + "/save");
        json(Map.of("subject", "By a program"))
                .header("If-Match", "\"0\"")
                .patch("/api/v1/drafts/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void draftMayLackEverythingUntilItIsSent() {
        String path = "/api/v1/drafts/" + json(Map.of()).post("/api/v1/drafts").path("id");
        owner.program().post(path + "/send").then().statusCode(422).body("errors.field", hasSize(3));
        json(Map.of("colour", "red")).patch(path).then().statusCode(422);
        json(Map.of("audience", Map.of("tags", List.of("nobody"))))
                .patch(path)
                .then()
                .statusCode(422);
        owner.program().post(path + "/send?sendAt=tomorrow").then().statusCode(400);
    }

    @Test
    void draftsOfOthersDoNotExist() {
        String path = "/api/v1/drafts/" + draft().path("id");
        TestAccounts.Person stranger = accounts.owner();
        stranger.program().get(path).then().statusCode(404);
        stranger.program().delete(path).then().statusCode(404);
        stranger.program().post(path + "/send").then().statusCode(404);
        stranger.program().get("/api/v1/drafts").then().body("items", hasSize(0));
    }

    @Test
    void draftStartsFromATemplate() {
        Response saved = json(Map.of("name", "Closed", "subject", "We are closed", "html", "<p>Closed on Monday</p>"))
                .post("/api/v1/templates");
        saved.then().statusCode(201).body("purpose", equalTo("MARKETING")).body("blocks", equalTo(false));
        json(Map.of("name", "Closed", "html", "<p>Again</p>"))
                .post("/api/v1/templates")
                .then()
                .statusCode(409);
        json(Map.of("name", "No message")).post("/api/v1/templates").then().statusCode(422);
        String id = saved.path("id");
        owner.program().get("/api/v1/templates").then().body("items.name", contains("Closed"));
        owner.program().get("/api/v1/templates/" + id).then().body("html", containsString("Monday"));
        json(Map.of("subject", "Closed on Tuesday"))
                .post("/api/v1/drafts?template=" + id)
                .then()
                .statusCode(201)
                .body("subject", equalTo("Closed on Tuesday"))
                .body("html", containsString("Monday"));
        accounts.owner().program().get("/api/v1/templates/" + id).then().statusCode(404);
        owner.program().delete("/api/v1/templates/" + id).then().statusCode(204);
        json(Map.of()).post("/api/v1/drafts?template=" + id).then().statusCode(422);
    }

    @Test
    void malformedBodyIsAProblem() {
        owner.program()
                .contentType("application/json")
                .body("{\"subject\": ")
                .post("/api/v1/drafts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", not(equalTo("")));
    }
}
