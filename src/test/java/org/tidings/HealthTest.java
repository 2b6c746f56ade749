package org.tidings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a supervisor asks to find out whether the process has to be started again. */
@QuarkusTest
class HealthTest {

    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Test
    void processThatSendsAndRecordsIsAlive() {
        given().get(live)
                .then()
                .statusCode(200)
                .body(
                        "checks.name", hasItem("Sending and recording"),
                        "checks.data.sending", hasItem(true),
                        "checks.data.recording", hasItem(true),
                        "status", equalTo("UP"));
    }

    @Test
    void readinessNamesEachPart() {
        given().get(ready)
                .then()
                .statusCode(200)
                .body(
                        "checks.name",
                                hasItems("Database connections health check", "Mail servers", "Feedback", "Storage"),
                        "checks.find { it.name == 'Mail servers' }.data.values()", everyItem(equalTo("available")),
                        "checks.find { it.name == 'Feedback' }.data.mailbox", equalTo("disabled"),
                        "checks.find { it.name == 'Storage' }.data.directory", equalTo("writable"));
    }
}
