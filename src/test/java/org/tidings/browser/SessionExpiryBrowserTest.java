package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.StaffSession;

@QuarkusTest
@TestProfile(BrowserProfile.class)
class SessionExpiryBrowserTest {

    private static final Locator.GetByTextOptions EXACTLY = new Locator.GetByTextOptions().setExact(true);

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Test
    void inputSurvivesSessionExpiryAndIsSavedAfterLoginWithinThePage() {
        TestAccounts.Person dana = accounts.owner();
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            tab.field("Subject").fill("Half of it");
            tab.expectText("#saved", "Saved");

            QuarkusTransaction.requiringNew().run(() -> StaffSession.delete("staffId", dana.staffId()));
            tab.field("Subject").fill("All of it");
            Locator dialog = page.locator("#login-again");
            assertThat(dialog).isVisible();
            assertThat(dialog.getByLabel("Email address")).hasValue(dana.email());
            tab.expectText("#saved", "Your text is still here");
            tab.expectText("#notices", "You have been logged out. What you typed is still here.");

            dialog.getByLabel("Password").fill("not the password");
            dialog.getByText("Log in", EXACTLY).click();
            assertThat(dialog).containsText("Wrong email address or password.");
            dialog.getByLabel("Password").fill(TestAccounts.PASSWORD);
            dialog.getByText("Log in", EXACTLY).click();

            assertThat(dialog).isHidden();
            tab.expectText("#saved", "Saved");
            assertThat(tab.field("Subject")).hasValue("All of it");
            page.navigate("/tasks");
            tab.expectText("main", "All of it");
        }
    }

    @Test
    void whoDeclinesIsNotAskedAgainByAPageThatRefreshesItself() {
        TestAccounts.Person dana = accounts.owner();
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            QuarkusTransaction.requiringNew().run(() -> StaffSession.delete("staffId", dana.staffId()));
            tab.field("Subject").fill("Half of it");
            page.locator("#login-again").getByText("Later").click();
            Response refused =
                    page.waitForResponse("**/save", () -> tab.field("Subject").fill("All of it"));
            Assertions.assertThat(refused.status()).isEqualTo(401);
            assertThat(page.locator("#login-again")).isHidden();
            page.locator("#notices").getByText("Log in", EXACTLY).click();
            assertThat(page.locator("#login-again")).isVisible();
        }
    }
}
