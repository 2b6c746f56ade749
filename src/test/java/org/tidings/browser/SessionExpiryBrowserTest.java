package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.StaffSession;

@QuarkusTest
@TestProfile(BrowserProfile.class)
class SessionExpiryBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Test
    void inputSurvivesSessionExpiryAndIsSavedAfterLoginInAnotherTab() {
        TestAccounts.Person dana = accounts.owner();
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            tab.field("Subject").fill("Half of it");
            tab.expectText("#saved", "Saved");

            QuarkusTransaction.requiringNew().run(() -> StaffSession.delete("staffId", dana.staffId()));
            tab.field("Subject").fill("All of it");
            tab.expectText("#saved", "Your text is still here");
            tab.expectText("#notices", "You have been logged out. What you typed is still here.");
            assertThat(tab.field("Subject")).hasValue("All of it");

            Page beside = page.waitForPopup(() -> tab.link("Log in again").click());
            beside.getByLabel("Email address").fill(dana.email());
            beside.getByLabel("Password").fill(TestAccounts.PASSWORD);
            beside.getByText("Log in").last().click();
            assertThat(beside.locator("h1")).hasText("You are logged in again");
            beside.close();
            page.keyboard().press("Control+s");
            tab.expectText("#saved", "Saved");
            page.navigate("/tasks");
            tab.expectText("main", "All of it");
        }
    }
}
