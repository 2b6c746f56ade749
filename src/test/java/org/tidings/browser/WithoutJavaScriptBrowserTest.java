package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** The main path with JavaScript disabled, using only forms, links and page loads. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class WithoutJavaScriptBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Test
    void composesSendsAndReadsTheReport() {
        TestAccounts.Person dana = accounts.owner();
        try (Tab tab = Tab.withoutJavaScript(home).logIn(dana)) {
            compose(tab);
            previewAndTest(tab);
            send(tab);
            readTheReport(tab);
            tab.expectNoComplaints();
        }
    }

    private static void compose(Tab tab) {
        tab.link("Compose").click();
        tab.field("Paste addresses").fill("Ann Lee <ann+click@x.test>, dee+bounce@x.test, nobody");
        tab.field("Subject").fill("Closed on Monday");
        tab.field("Text").fill("Hi {{first_name|there}},\n\n<a href=\"https://x.example/\">read why</a>\nSee you");
        tab.page()
                .locator("#attachment")
                .setInputFiles(new FilePayload("map.txt", "text/plain", "here".getBytes(StandardCharsets.UTF_8)));
        tab.press("Attach");
        tab.expectText("#people", "2 will get it");
        tab.expectText("#notices", "Saved.");
        tab.expectText("main", "map.txt");
    }

    private static void previewAndTest(Tab tab) {
        tab.press("Preview");
        assertThat(tab.page().frameLocator(".mail-desktop iframe").locator("body"))
                .containsText("Hi Ann");
        assertThat(tab.page().frameLocator(".mail-desktop iframe").locator(".tm p"))
                .hasText(new String[] {"Hi Ann,", "read whySee you"});
        tab.press("Send test");
        assertThat(tab.page().locator("[data-notice]")).isVisible();
    }

    private static void send(Tab tab) {
        tab.link("Review").click();
        tab.press("Send to 2 people");
        tab.expectText(".task-text", "Sending in");
        tab.press("Send now Email Blast :: Closed on Monday");
        tab.expectHeading("Background tasks");
        reloadUntil(tab.page(), ".task-text", "Completed");
    }

    private static void readTheReport(Tab tab) {
        tab.link("Email Blast :: Closed on Monday").click();
        reloadUntil(tab.page(), "#count-click .count-number", "1");
        assertThat(tab.page().locator("#count-bounce .count-number")).hasText("1");
        assertThat(tab.page().locator("#count-failed .count-number")).hasText("1");
        tab.page().locator("nav[aria-label=Report]").getByText("Everyone").click();
        tab.field("Status").selectOption("CLICK");
        tab.press("Search");
        assertThat(tab.page().locator("#people-list tbody tr")).hasCount(1);
        tab.link("Ann Lee").click();
        tab.expectHeading("Ann Lee");
        tab.expectText(".timeline-list", "read why");
    }

    private static void reloadUntil(Page page, String css, String words) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    page.reload();
                    return page.locator(css).first().innerText().contains(words);
                });
    }
}
