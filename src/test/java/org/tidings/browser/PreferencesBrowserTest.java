package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.outbox.SimulatedInbox;

/** A parent changes what they get, on a phone and without JavaScript. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class PreferencesBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Test
    void aParentLeavesATopicPausesRefusesTrackingAndChangesTheAddress() {
        TestAccounts.Person dana = accounts.owner();
        SimulatedInbox inbox = new SimulatedInbox(dana);
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@parent.example";
        String newEmail = UlidCreator.getMonotonicUlid().toLowerCase() + "@home.example";
        String person = person(dana, email);
        topic(dana);
        send(dana);
        try (Tab staff = Tab.open(home).logIn(dana);
                Tab parent = Tab.phoneWithoutJavaScript(home)) {
            parent.page().navigate(inbox.awaitPath(email, "/u/[a-z2-7]+"));
            parent.link("Choose what you get").click();
            choose(parent);
            staff.page().navigate("/people/" + person);
            staff.expectText("main", "Left a topic");
            staff.expectText("main", "Holiday camps");
            staff.expectText("main", "Paused news and offers");
            staff.expectText("main", "Refused tracking");

            parent.page().locator("#newEmail").fill(newEmail);
            parent.press("Change address");
            parent.expectText("[role=status]", "We are sending a message to " + newEmail);
            parent.page().navigate(inbox.awaitPath(newEmail, "/p/address/[a-z2-7]+"));
            parent.press("Change my address");
            parent.expectHeading("Your address was changed");
            staff.page().reload();
            staff.expectText(".facts", newEmail);
            staff.expectText("main", "Refused tracking"); // the decisions have moved, too
            parent.expectNoComplaints();
            staff.expectNoComplaints();
        }
    }

    private static void choose(Tab parent) {
        parent.expectHeading("Emails from Riverside Gymnastics");
        parent.field("Holiday camps").uncheck();
        parent.page().locator("#pause").check();
        parent.page().locator("#tracking").uncheck();
        parent.press("Save");
        parent.expectText("[role=status]", "Saved.");
        assertThat(parent.field("Holiday camps")).not().isChecked();
        assertThat(parent.page().locator("#marketing")).isChecked();
        parent.expectText("#pause-hint", "Paused until");
        assertThat(parent.page().locator("form").first()).isInViewport();
    }

    private static String person(TestAccounts.Person dana, String email) {
        return dana.program()
                .contentType("application/json")
                .body(Map.of(
                        "firstName", "Mia", "tags", List.of("camps"), "addresses", List.of(Map.of("email", email))))
                .post("/api/v1/contacts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void topic(TestAccounts.Person dana) {
        dana.browser()
                .formParam("name", "camps")
                .formParam("topic", "true")
                .formParam("publicName", "Holiday camps")
                .post("/people/tags/topic")
                .then()
                .statusCode(303);
    }

    private static void send(TestAccounts.Person dana) {
        dana.program()
                .contentType("application/json")
                .body(Map.of("subject", "Camps", "html", "<p>Hello</p>", "audience", Map.of("tags", List.of("camps"))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201);
    }
}
