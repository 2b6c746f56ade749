package org.tidings.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Tests the path from a blast to the simulator, and of the return mail back to the SMTP listener. */
@QuarkusTest
class ReturnMailTest {

    @Inject
    TestAccounts accounts;

    @Inject
    Simulator simulator;

    private final String name = UUID.randomUUID().toString();
    private TestAccounts.Person owner;

    @BeforeEach
    void logIn() {
        owner = accounts.owner();
    }

    @Test
    void lateBounceSetsBounceAndInvalidatesTheAddress() {
        String email = name + "+late-bounce@anything.test";
        String blast = send(email);
        await().untilAsserted(
                        () -> assertThat(recipient(blast).getString("status")).isEqualTo("BOUNCE"));
        assertThat(types(blast, email)).contains("DELIVERED", "BOUNCED");
        assertThat(invalid()).containsExactly(email);
    }

    @Test
    void complaintMarksTheRowAndInvalidatesTheAddress() {
        String blast = send(name + "+complaint@anything.test");
        await().untilAsserted(() ->
                assertThat(recipient(blast).getBoolean("complaint")).isTrue());
        assertThat(recipient(blast).getString("status")).isEqualTo("DELIVERY");
        assertThat(invalid()).hasSize(1);
    }

    @Test
    void autoReplyDoesNotAffectTheAddress() {
        String email = name + "+autoreply@anything.test";
        String blast = send(email);
        await().untilAsserted(() -> assertThat(types(blast, email)).contains("AUTO_REPLIED"));
        assertThat(recipient(blast).getString("status")).isEqualTo("DELIVERY");
        assertThat(invalid()).isEmpty();
    }

    @Test
    void messagesCanBeMarkedAsSpamAndBouncedByHand() {
        String email = name + "@anything.test";
        String blast = send(email);
        await().untilAsserted(() ->
                assertThat(simulator.inboxes().search(email, any -> true, 1)).isNotEmpty());
        String id = simulator
                .inboxes()
                .search(email, any -> true, 1)
                .get(email)
                .get(0)
                .id();
        press(id, "spam");
        await().untilAsserted(() ->
                assertThat(recipient(blast).getBoolean("complaint")).isTrue());
        press(id, "bounce");
        await().untilAsserted(
                        () -> assertThat(recipient(blast).getString("status")).isEqualTo("BOUNCE"));
        owner.browser()
                .get("/simulator/messages/" + id)
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("marked it as spam"))
                .body(org.hamcrest.Matchers.containsString("sent a bounce"));
    }

    private void press(String id, String button) {
        given().redirects()
                .follow(false)
                .cookie("tidings-session", owner.session())
                .post("/simulator/messages/" + id + "/" + button)
                .then()
                .statusCode(303);
    }

    private String send(String email) {
        return owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject",
                        "Spring recital",
                        "html",
                        "<p>Hi</p>",
                        "audience",
                        Map.of("recipients", List.of(Map.of("email", email)))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private JsonPath recipient(String blast) {
        return get("/api/v1/blasts/" + blast + "/recipients").setRootPath("items[0]");
    }

    private List<String> types(String blast, String email) {
        return get("/api/v1/blasts/" + blast + "/recipients/" + email.replace("+", "%2B") + "/events")
                .getList("type");
    }

    private List<String> invalid() {
        return get("/api/v1/invalid").getList("items.email");
    }

    private JsonPath get(String path) {
        return owner.program()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
