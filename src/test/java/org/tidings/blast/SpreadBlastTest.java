package org.tidings.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.CountersHold;

/** Blasts that are spread over hours, or of no use after a time, with the clock moved. */
@QuarkusTest
@CountersHold
class SpreadBlastTest {

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
    void backToRealTime() {
        clock.reset();
    }

    @Test
    void slicesLeaveEvenlyAndTheLastOneAtTheEnd() {
        String id = create("\"spreadOver\": \"PT2H\", ", 5);
        owner.program().get("/api/v1/blasts/" + id).then().body("spreadOver", equalTo("PT2H"));
        awaitDelivered(id, 1);

        String notice = create("\"purpose\": \"SERVICE\", ", 1);
        awaitDelivered(notice, 1);

        clock.advance(Duration.ofMinutes(31));
        awaitDelivered(id, 2);
        clock.advance(Duration.ofMinutes(88));
        awaitDelivered(id, 4);
        assertThat(state(id)).isEqualTo("RUNNING");
        clock.advance(Duration.ofMinutes(1));
        awaitDelivered(id, 5);
        await().until(() -> state(id), "COMPLETED"::equals);
    }

    @Test
    void pausedSliceWaitsAndCancellationEndsTheRest() {
        String id = create("\"spreadOver\": \"PT2H\", ", 5);
        awaitDelivered(id, 1);
        owner.program().post("/api/v1/blasts/" + id + "/pause").then().statusCode(200);
        clock.advance(Duration.ofHours(1));
        owner.program().post("/api/v1/blasts/" + id + "/resume").then().statusCode(200);
        awaitDelivered(id, 2);
        owner.program().post("/api/v1/blasts/" + id + "/cancel").then().statusCode(200);
        await().untilAsserted(() -> assertThat(counts(id)).containsEntry("FAILED", 3));
    }

    @Test
    void whoIsNotReachedBeforeItIsUselessFails() {
        String at = clock.instant().plus(Duration.ofMinutes(150)).toString();
        String id = create("\"spreadOver\": \"PT2H\", \"uselessAfter\": \"" + at + "\", ", 5);
        owner.program().get("/api/v1/blasts/" + id).then().body("uselessAfter", equalTo(at));
        awaitDelivered(id, 1);
        owner.program().post("/api/v1/blasts/" + id + "/pause").then().statusCode(200);
        clock.advance(Duration.ofMinutes(149));
        owner.program().get("/api/v1/blasts/" + id).then().body("counts.SENT", equalTo(4));
        clock.advance(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(counts(id)).containsEntry("FAILED", 4));
        owner.program()
                .get("/api/v1/blasts/" + id + "/recipients?status=FAILED")
                .then()
                .body("items[0].reason", equalTo("Too late: not sent before the message became useless"));
    }

    private String create(String options, int people) {
        String recipients = IntStream.range(0, people)
                .mapToObj(i -> "{\"email\": \"p" + i + "+delivery@spread.test\"}")
                .collect(Collectors.joining(", "));
        return owner.program()
                .contentType(ContentType.JSON)
                .body("{\"subject\": \"Recital\", \"html\": \"<p>Hi</p>\", " + options
                        + "\"audience\": {\"recipients\": [" + recipients + "]}}")
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void awaitDelivered(String id, int people) {
        await().untilAsserted(() -> assertThat(counts(id)).containsEntry("DELIVERY", people));
    }

    private Map<String, Integer> counts(String id) {
        return owner.program().get("/api/v1/blasts/" + id).jsonPath().getMap("counts");
    }

    private String state(String id) {
        return owner.program().get("/api/v1/blasts/" + id).path("state");
    }
}
