package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Starting a blast from something. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class TemplatesBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person dana;

    @BeforeEach
    void anAccount() {
        dana = accounts.owner();
    }

    @Test
    void copyOfLastMonthsNewsletterIsOneClickAway() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            tab.link("Start from a template or a copy").click();
            tab.expectHeading("Start a blast");
            assertThat(page.frameLocator("[title='Newsletter, small view']").locator("h1"))
                    .containsText("What’s on in [month]");
            tab.press("Use Newsletter");
            assertThat(page.locator(".page-head h1")).hasText("Edit blast");
            tab.field("Subject").fill("News of November");
            tab.press("Save draft");
            assertThat(page.locator("[data-notice]")).hasText("Saved.");

            page.navigate("/templates");
            tab.press("Copy News of November");
            tab.expectText("#notices", "This is a copy.");
            assertThat(tab.field("Subject")).hasValue("News of November");
            tab.expectNoComplaints();
        }
    }

    @Test
    void templateIsSavedAndUsedWithoutJavaScript() {
        try (Tab tab = Tab.withoutJavaScript(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            tab.field("Subject").fill("Team news");
            page.locator("#html").fill("<p>Hi team</p>");
            page.getByText("Save as template", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.locator("#templateName").fill("For the team");
            tab.press("Save template");
            tab.expectText("#notices", "Template saved.");
            page.navigate("/templates");
            tab.press("Use For the team");
            assertThat(tab.field("Subject")).hasValue("Team news");
        }
    }
}
