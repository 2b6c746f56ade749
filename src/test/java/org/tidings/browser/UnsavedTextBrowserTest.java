package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Text that the server does not have yet: kept in the browser for each draft, and beside a version that another page saved. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class UnsavedTextBrowserTest {

    private static final String SAVES = "**/save";

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
    void copyOfOneDraftOutlivesTheOpeningOfAnother() {
        String first = draft("First");
        String second = draft("Second");
        page.route(SAVES, Route::abort);
        page.addInitScript("navigator.sendBeacon = () => false"); // which a route does not see
        page.navigate(first);
        tab.field("Subject").fill("First, changed");
        page.navigate(second);
        tab.field("Subject").fill("Second, changed");
        page.navigate("/blasts/new");
        assertThat(page.locator("#kept-copy")).isHidden();
        page.unroute(SAVES);

        page.navigate(first);
        tab.press("Restore");
        assertThat(tab.field("Subject")).hasValue("First, changed");
        tab.expectText("#saved", "Saved");
        page.navigate(second);
        tab.press("Discard");
        assertThat(tab.field("Subject")).hasValue("Second");
        page.reload();
        assertThat(page.locator("#kept-copy")).isHidden();
    }

    @Test
    void leavingThePageSavesWhatNoPauseHasSavedYet() {
        String draft = draft("Recital");
        page.navigate(draft);
        tab.field("Subject").fill("Recital on Monday");
        page.navigate("/tasks");
        tab.expectText("main", "Background tasks");

        await().untilAsserted(() -> {
            page.navigate(draft);
            assertThat(tab.field("Subject")).hasValue("Recital on Monday");
            assertThat(page.locator("#kept-copy")).isHidden();
        });
    }

    @Test
    void loadingThePageAgainGoesOnWithItsText() {
        page.navigate(draft("Recital"));
        tab.field("Subject").fill("Recital on Monday");
        page.reload();
        assertThat(tab.field("Subject")).hasValue("Recital on Monday");
        assertThat(page.locator("#kept-copy")).isHidden();
        tab.field("Subject").fill("Recital on Monday at 5");
        tab.expectText("#saved", "Saved");
        page.reload();
        assertThat(tab.field("Subject")).hasValue("Recital on Monday at 5");
    }

    @Test
    void secondTabIsToldWhileTyping() {
        String draft = draft("Recital");
        page.navigate(draft);
        Page other = page.context().newPage();
        other.navigate(draft);
        other.locator("#subject").fill("Recital on Monday");
        assertThat(other.locator("#saved")).containsText("Saved");

        tab.field("Subject").fill("Recital on Tuesday");

        tab.expectText("#saved", "Not saved. This blast was changed by you in another tab at");
        tab.press("Save draft");
        tab.expectText(".conflict", "Recital on Monday");
        assertThat(page.locator("[data-look]")).isInViewport();
        assertThat(tab.field("Subject")).hasValue("Recital on Tuesday");
        tab.press("Save draft");
        tab.expectText("#notices", "Saved.");
        assertThat(tab.field("Subject")).hasValue("Recital on Tuesday");
        other.close();
    }

    /** @return the address of its page */
    private String draft(String subject) {
        page.navigate("/blasts/new");
        tab.field("Subject").fill(subject);
        tab.press("Save draft");
        tab.expectText("#notices", "Saved.");
        return page.url();
    }
}
