package org.tidings.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.outbox.SimulatedInbox;

/** Marketing and service notices, each with a scope of its own. */
@QuarkusTest
class ServiceNoticeTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private SimulatedInbox inbox;
    private String ann;
    private String bob;

    @BeforeEach
    void annLeftTheNewsletterAndBobDidNot() {
        owner = accounts.owner();
        inbox = new SimulatedInbox(owner);
        ann = person("Ann");
        bob = person("Bob");
        send("Spring news", "MARKETING");
        oneClick(inbox.awaitSource(ann, 1));
        inbox.awaitSource(bob, 1);
        addresses(ann, true, false);
    }

    @Test
    void aNoticeReachesSomebodyWhoLeftTheNewsletterAndSaysWhy() {
        send("Closed on Monday", "SERVICE");

        String notice = inbox.awaitSource(ann, 2);
        assertThat(notice)
                .contains("Subject: Closed on Monday")
                .contains("You get this notice because you or someone in your family takes classes with us.");
        assertThat(listId(notice)).startsWith("service.account-" + owner.accountId());
        send("Summer news", "MARKETING");
        assertThat(listId(inbox.awaitSource(bob, 3))).startsWith("marketing.account-" + owner.accountId());
        assertThat(inbox.messages(ann)).hasSize(2);
    }

    @Test
    void leavingNoticesDoesNotEndMarketing() {
        send("Closed on Monday", "SERVICE");
        oneClick(inbox.awaitSource(bob, 2));
        addresses(bob, false, true);

        send("Closed on Tuesday", "SERVICE");
        inbox.awaitSource(ann, 3);
        send("Summer news", "MARKETING");

        assertThat(inbox.awaitSource(bob, 3)).contains("Subject: Summer news");
    }

    /** The one-click unsubscribe of a mail program (RFC 8058). */
    private static void oneClick(String source) {
        given().contentType("application/x-www-form-urlencoded")
                .formParam("List-Unsubscribe", "One-Click")
                .post(found("List-Unsubscribe: <http[^>]*?(/u/[a-z2-7]+)>", source))
                .then()
                .statusCode(200);
    }

    private static String listId(String source) {
        return found("List-Id: [^<]*<([^>]*)>", source.replaceAll("\r?\n ", " "));
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private void addresses(String email, boolean service, boolean marketing) {
        owner.program()
                .get("/api/v1/contacts?email=" + email)
                .then()
                .body("items[0].addresses[0].service", equalTo(service))
                .body("items[0].addresses[0].marketing", equalTo(marketing));
    }

    private String person(String name) {
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@notice.example";
        owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "firstName", name, "tags", List.of("families"), "addresses", List.of(Map.of("email", email))))
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
        return email;
    }

    private void send(String subject, String purpose) {
        owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject",
                        subject,
                        "html",
                        "<p>Hello</p>",
                        "purpose",
                        purpose,
                        "audience",
                        Map.of("tags", List.of("families"))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201);
    }
}
