package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.tidings.TestAccounts;

/** A browser tab with its own history and cookies. Records console errors. */
final class Tab implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 45_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Tab(URI home, Browser.NewContextOptions options) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        context = Chromium.browser()
                .newContext(options.setBaseURL(home.toString()).setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) { // violations of the content security policy are reported here, too
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    static Tab open(URI home) {
        return new Tab(home, new Browser.NewContextOptions());
    }

    static Tab withoutJavaScript(URI home) {
        return new Tab(home, new Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    static Tab phoneWithoutJavaScript(URI home) {
        return new Tab(
                home, new Browser.NewContextOptions().setViewportSize(390, 800).setJavaScriptEnabled(false));
    }

    static Tab sized(URI home, int width) {
        return new Tab(home, new Browser.NewContextOptions().setViewportSize(width, 800));
    }

    Page page() {
        return page;
    }

    Tab logIn(TestAccounts.Person person) {
        page.navigate("/login");
        field("Email address").fill(person.email());
        field("Password").fill(TestAccounts.PASSWORD);
        press("Log in");
        expectHeading("Background tasks");
        return this;
    }

    /** The form field with exactly this label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** The first text of a message in blocks. */
    Locator message() {
        return page.locator("#blocks .rich-text").first();
    }

    /** Types at the end of the first text of a message in blocks. */
    void write(String words) {
        message().click();
        page.keyboard().press("ControlOrMeta+End");
        page.keyboard().type(words);
    }

    /** Makes the message of a page for a new blast one of HTML. */
    Locator writeHtml() {
        press("Use HTML of your own");
        Locator source = field("Message as HTML");
        source.waitFor();
        return source;
    }

    Locator link(String words) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    void expectHeading(String words) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(words);
    }

    void expectText(String css, String words) {
        assertThat(page.locator(css)).containsText(words);
    }

    /** Asserts that there were no console errors since the last call. */
    List<String> complaints() {
        List<String> found = List.copyOf(complaints);
        complaints.clear();
        return found;
    }

    void expectNoComplaints() {
        Assertions.assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
