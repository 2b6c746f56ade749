package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Accessibility tests of all pages. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class KeyboardAndContrastBrowserTest {

    private static final String UNLABELLED =
            "() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
                    + ".filter(e => e.checkVisibility() && !e.labels?.length && !e.getAttribute('aria-label')).map(e => e.outerHTML)";

    private static final String TOO_WIDE =
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";

    /** Serious and critical violations of WCAG 2.2, levels A and AA. */
    private static final String VIOLATIONS = violations(
            "{iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']}");

    /** The rules that depend on colors. */
    private static final String CONTRAST =
            violations("{iframes: false, runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}}");

    /** The rules that depend on the width of the window. */
    private static final String NARROW = violations(
            "{iframes: false, runOnly: {type: 'rule', values: ['color-contrast', 'target-size',"
                    + " 'scrollable-region-focusable', 'link-in-text-block', 'button-name', 'link-name', 'aria-hidden-focus']}}");

    private static final int WIDE = 1280;
    private static final int PHONE = 390;

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    Pages pages;

    @Test
    void skipLinkIsFirstAndFocusIsVisible() {
        try (Tab tab = Tab.open(home).logIn(accounts.owner())) {
            Page page = tab.page();
            page.navigate("/tasks");
            page.keyboard().press("Tab");
            assertThat(tab.link("Skip to the content")).isFocused();
            assertThat(tab.link("Skip to the content")).isInViewport();
            page.keyboard().press("Enter");
            assertThat(page.locator("main")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
        }
    }

    @Test
    void everyPageIsAccessible() throws IOException {
        TestAccounts.Person dana = accounts.owner();
        var paths = pages.of(dana);
        String axe = axe();
        List<String> findings = new ArrayList<>();
        for (int width : new int[] {WIDE, PHONE}) {
            try (Tab tab = Tab.sized(home, width)) {
                tab.page().navigate("/login");
                inspect(tab, width, "login " + width, axe, findings);
                tab.logIn(dana);
                asOperator(tab, width, axe, findings);
                paths.forEach((name, path) -> {
                    tab.page().navigate(path);
                    inspect(tab, width, name + " " + width, axe, findings);
                });
            }
        }
        assertThat(findings).isEmpty();
    }

    private static void asOperator(Tab tab, int width, String axe, List<String> findings) {
        tab.page().navigate("/operator/login");
        tab.field("Password of the operator").fill("only the operator of tests");
        tab.press("Log in");
        tab.expectHeading("Accounts");
        inspect(tab, width, "accounts " + width, axe, findings);
        tab.press("Log out");
        tab.expectHeading("Operator");
    }

    private static String violations(String options) {
        return "async () => (await axe.run(document, " + options + "))"
                + ".violations.filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.any.map(a => a.message)).join(' | '))";
    }

    private static void inspect(Tab tab, int width, String name, String axe, List<String> findings) {
        Page page = tab.page();
        page.evaluate(axe);
        String at = name + ": ";
        prefer(ColorScheme.LIGHT, page);
        ((List<?>) page.evaluate(width == WIDE ? VIOLATIONS : NARROW))
                .forEach(violation -> findings.add(at + violation));
        if (width == WIDE) {
            prefer(ColorScheme.DARK, page);
            ((List<?>) page.evaluate(CONTRAST)).forEach(violation -> findings.add(at + "in the dark: " + violation));
        }
        ((List<?>) page.evaluate(UNLABELLED)).forEach(field -> findings.add(at + "no label: " + field));
        int firstHeadings = page.locator("h1:not(.rich-text h1)").count();
        if (firstHeadings != 1) {
            findings.add(at + firstHeadings + " first headings");
        }
        if ((boolean) page.evaluate(TOO_WIDE)) {
            findings.add(at + "wider than the screen");
        }
        tab.complaints().stream().filter(complaint -> !isExpected(complaint)).forEach(findings::add);
    }

    private static void prefer(ColorScheme scheme, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.waitForFunction(
                "theme => document.documentElement.getAttribute('data-bs-theme') === theme",
                scheme.name().toLowerCase(Locale.ROOT));
    }

    /** Expected console messages: the missing page, the login that nobody began, and the pixel that the simulator's frame must not load. */
    private static boolean isExpected(String complaint) {
        return complaint.contains("status of 404")
                || complaint.matches("(?s).*/login/oidc/callback: .*status of 400.*")
                || complaint.matches("(?s).*/simulator/messages/.*/o/.*");
    }

    private static String axe() throws IOException {
        try (InputStream script = KeyboardAndContrastBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
