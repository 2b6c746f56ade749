package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** After an error the field to correct has the focus and is in view. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class ErrorsInViewBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    private Tab tab;
    private Page page;

    @BeforeEach
    void logIn() {
        tab = Tab.open(home).logIn(accounts.owner());
        page = tab.page();
    }

    @AfterEach
    void close() {
        tab.close();
    }

    @Test
    void timeOfSendingBelowALongPage() {
        page.navigate("/blasts/new");
        tab.field("Paste addresses").fill("ann+delivery@errors.test");
        tab.field("Subject").fill("Closed on Monday");
        tab.write("Hi there");
        tab.press("Review");
        tab.expectHeading("Review");
        tab.field("Schedule").check();
        page.locator("#sendAt").fill("2001-01-01T10:00");
        page.locator("#send button").click();
        tab.expectText("#sendAt-error", "This time is in the past.");
        expectFocus(page.locator("#sendAt"));
    }

    @Test
    void messageThatIsMissing() {
        page.navigate("/blasts/new");
        tab.field("Paste addresses").fill("ann+delivery@errors.test");
        tab.field("Subject").fill("Closed on Monday");
        tab.press("Review");
        expectFocus(tab.message());
        assertThat(page.locator("[data-notice]")).hasCount(0);
        assertThat(page.locator("#saved")).not().containsText("Saved");
    }

    @Test
    void placeThatAFindingOfTheReviewPageIsAbout() {
        page.navigate("/blasts/new");
        tab.field("Paste addresses").fill("ann+delivery@errors.test");
        tab.field("Subject").fill("SPRING RECITAL");
        tab.write("Dear {{nickname}}, the recital is on Saturday.");
        tab.press("Review");
        fix("The subject is in capital letters only");
        expectFocus(page.locator("#subject"));
        page.goBack();
        fix("No recipient has a field with this name");
        expectFocus(tab.message());
    }

    private void fix(String finding) {
        page.locator(".findings li", new Page.LocatorOptions().setHasText(finding))
                .getByText("Fix it")
                .click();
    }

    @Test
    void fieldOfTheSettings() {
        page.navigate("/settings");
        page.locator("#pauseBlockedInRow").fill("many");
        tab.press("Save");
        expectFocus(page.locator("#pauseBlockedInRow"));
    }

    private static void expectFocus(Locator field) {
        assertThat(field).isFocused();
        assertThat(field).isInViewport();
    }
}
