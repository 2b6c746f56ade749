package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;

/** What can be done with a blast until it leaves: undo, edit, another time. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class ScheduleBrowserTest {

    private static final Duration UNDO = Duration.ofSeconds(60);

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private TestAccounts.Person dana;
    private Tab tab;
    private Page page;

    @BeforeEach
    void reviewABlast() {
        dana = accounts.owner();
        tab = Tab.open(home).logIn(dana);
        page = tab.page();
        page.navigate("/blasts/new");
        tab.field("Paste addresses").fill("ann+delivery@schedule.test");
        tab.field("Subject").fill("Closed on Monday");
        tab.write("Hi there");
        tab.press("Review");
        tab.expectHeading("Review");
    }

    @AfterEach
    void close() {
        clock.reset();
        tab.close();
    }

    @Test
    void sendingIsUndoneWithinAMinute() {
        tab.press("Send to 1 person");
        tab.expectHeading("Background tasks");
        assertThat(page.locator(".task-text")).hasText(Pattern.compile("Sending in [1-5]?\\d seconds?\\."));
        clock.advance(Duration.ofSeconds(30));
        assertThat(page.locator(".task-text")).hasText(Pattern.compile("Sending in [12]?\\d seconds?\\."));
        tab.press("Undo Email Blast :: Closed on Monday");

        tab.expectHeading("Edit blast");
        assertThat(tab.field("Subject")).hasValue("Closed on Monday");
        clock.advance(UNDO);
        page.navigate("/tasks");
        tab.expectText("#drafts", "Drafts");
        assertThat(state()).isEqualTo("DRAFT");
        tab.expectNoComplaints();
    }

    @Test
    void whatIsNotUndoneLeavesAfterAMinute() {
        tab.press("Send to 1 person");
        tab.link("Open Email Blast :: Closed on Monday").click();
        tab.expectText(".state-line", "Sending in");
        assertThat(page.locator("#actions")).containsText("Undo");
        clock.advance(UNDO);

        tab.expectText(".state-line", "Completed");
        assertThat(page.locator("#actions")).not().containsText("Undo");
        assertThat(page.locator("#actions")).containsText("Download");
        tab.expectNoComplaints();
    }

    @Test
    void scheduledBlastIsEditedAndKeepsItsTime() {
        String tomorrow = LocalDateTime.now(ZoneId.of("Europe/Oslo"))
                .plusDays(1)
                .toLocalDate()
                .atTime(12, 30)
                .toString();
        tab.field("Schedule").check();
        page.locator("#sendAt").fill(tomorrow);
        tab.press("Schedule for 1 person");
        tab.expectText(".task-text", "Scheduled: will be sent tomorrow 12:30.");
        page.onDialog(dialog -> dialog.accept());
        tab.press("Edit Email Blast :: Closed on Monday");

        tab.field("Subject").fill("Closed on Tuesday");
        tab.press("Review");
        tab.expectHeading("Review");
        assertThat(page.locator("#sendAt")).hasValue(tomorrow);
        tab.press("Schedule for 1 person");
        tab.expectText(".task-text", "Scheduled: will be sent tomorrow 12:30.");
        tab.link("Send now Email Blast :: Closed on Tuesday").click();
        tab.press("Send to 1 person");
        tab.expectText(".state-line", "Completed");
        tab.expectNoComplaints();
    }

    @Test
    void programsDoNotWait() {
        String id = dana.program()
                .contentType(ContentType.JSON)
                .body("{\"subject\": \"Hi\", \"html\": \"<p>Hi</p>\","
                        + " \"audience\": {\"recipients\": [{\"email\": \"bob+delivery@schedule.test\"}]}}")
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .body("sendAt", equalTo(null))
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> dana.program().get("/api/v1/blasts/" + id).path("state"), "COMPLETED"::equals);
    }

    private String state() {
        return dana.program().get("/api/v1/blasts").path("items[0].state");
    }
}
