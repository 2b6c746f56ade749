package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Pages on A4 and Letter paper, printed from a dark system. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class PrintBrowserTest {

    /** 210 mm, and 8.5 inches, less margins of 10 mm, in CSS pixels. */
    private static final List<Integer> PAPERS = List.of(718, 740);

    private static final String OVERLAPS = "() => [...document.querySelectorAll('td, th, .timeline-list li > *')]"
            + ".filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')"
            + ".map(e => e.outerHTML)";

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    Pages pages;

    @Test
    void timesAreExactAndNothingIsSqueezedOrDark() {
        TestAccounts.Person dana = accounts.owner();
        Map<String, String> paths = pages.of(dana);
        for (int width : PAPERS) {
            timesAreExactAndNothingIsSqueezedOrDark(dana, paths, width);
        }
    }

    private void timesAreExactAndNothingIsSqueezedOrDark(
            TestAccounts.Person dana, Map<String, String> paths, int width) {
        try (Tab tab = Tab.sized(home, width).logIn(dana)) {
            Page page = tab.page();
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));
            for (String name :
                    List.of("tasks", "report, attention", "report, everyone", "timeline", "invalid addresses")) {
                page.navigate(paths.get(name));
                assertThat(page.locator("html")).hasAttribute("data-bs-theme", "light");
                assertThat(page.locator("main").innerText())
                        .as(name)
                        .doesNotContainPattern("just now|min ago|in a moment|today \\d")
                        .contains("202");
                assertThat(page.locator("main .btn:visible, main button:visible"))
                        .hasCount(0);
                assertThat((List<?>) page.evaluate(OVERLAPS)).as(name).isEmpty();
                assertThat(page.evaluate(
                                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as(name + " fits the paper")
                        .isEqualTo(true);
            }
        }
    }
}
