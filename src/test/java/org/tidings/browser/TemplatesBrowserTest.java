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
import org.tidings.blast.BlastState;
import org.tidings.report.SampleBlasts;

/** Starting a blast from something. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class TemplatesBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    private TestAccounts.Person dana;

    @BeforeEach
    void anAccount() {
        dana = accounts.owner();
    }

    @Test
    void startingPointIsNotSentWithItsPlaceholders() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            tab.link("Start from a template or a copy").click();
            tab.expectHeading("Start a blast");
            assertThat(page.frameLocator("[title='Holiday hours, small view']").locator("h1"))
                    .containsText("Holiday hours");
            tab.press("Use Holiday hours");
            assertThat(page.locator(".page-head h1")).hasText("Edit blast");
            tab.field("Paste addresses").fill("ann@family.test");
            tab.expectText("#people", "1 will get it");
            tab.press("Review");
            tab.expectText("main", "Replace “[date]”.");
            assertThat(page.getByText("Send to 1 person")).hasCount(0);
            page.locator("main li:has-text('[date]') a").click();
            assertThat(page.locator("[id='block.1'] .ProseMirror")).isFocused();
            tab.expectNoComplaints();
        }
    }

    /** Under a minute, of which a person needs most. */
    @Test
    void copyOfLastMonthsNewsletterIsSentInAMinute() {
        samples.blast(dana.accountId(), dana.staffId(), "News of November", BlastState.COMPLETED);
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/templates");
            tab.press("Copy News of November");
            tab.expectText("#notices", "This is a copy.");
            assertThat(tab.field("Subject")).hasValue("News of November");
            tab.field("Subject").fill("News of December");
            tab.field("Paste addresses").fill("ann@family.test");
            tab.expectText("#people", "1 will get it");
            tab.press("Review");
            tab.press("Send to 1 person");
            tab.expectHeading("Background tasks");
            tab.expectText("main", "Email Blast :: News of December");
            tab.expectNoComplaints();
        }
    }

    @Test
    void templateIsSavedAndUsedWithoutJavaScript() {
        try (Tab tab = Tab.withoutJavaScript(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            tab.field("Subject").fill("Team news");
            tab.field("Text").fill("Hi team\n\nSee you");
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
