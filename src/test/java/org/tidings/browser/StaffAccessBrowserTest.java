package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.outbox.SimulatedInbox;
import org.tidings.platform.time.TestClock;

/** An owner invites somebody, who chooses a password, sets up one-time codes, logs in with them and forgets the password. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class StaffAccessBrowserTest {

    private static final String FIRST = "first evening in autumn";
    private static final String SECOND = "one more evening at sea";
    private static final String LINK = "/login/password/[\\w-]{43}\\.[\\w-]{43}";

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private String usedCode = "";

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void invitedPersonUsesCodesAndResetsThePassword() {
        TestAccounts.Person dana = accounts.owner();
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@riverside.example";
        try (Tab owner = Tab.open(home).logIn(dana);
                Tab sam = Tab.phoneWithoutJavaScript(home)) {
            String link = invite(owner, email);
            choosePassword(sam, link);
            logIn(sam, email, FIRST);
            sam.expectHeading("Background tasks");
            AuthenticatorApp app = setUpCodes(sam);
            sam.page().navigate("/settings/devices");
            sam.expectText("main table", "this device");

            logOut(sam);
            enterCode(sam, email, FIRST, app);
            logOut(sam);
            reset(sam, email, dana);
            enterCode(sam, email, SECOND, app);
            owner.expectNoComplaints();
            sam.expectNoComplaints();
        }
    }

    private static String invite(Tab owner, String email) {
        owner.page().navigate("/settings/staff");
        owner.field("Their name").fill("Sam Ito");
        owner.field("Their email address").fill(email);
        owner.press("Add");
        owner.expectText(".alert", "In test mode no email leaves Tidings");
        return URI.create(owner.page().locator(".alert .secret").innerText()).getPath();
    }

    private static void choosePassword(Tab sam, String link) {
        sam.page().navigate(link);
        sam.expectHeading("Welcome to Riverside Gymnastics");
        sam.field("New password").fill(FIRST);
        sam.press("Save the password");
        sam.expectHeading("Your password is saved");
        sam.page().navigate(link);
        sam.expectHeading("This link no longer works");
        sam.complaints(); // the browser reports the status 410
        sam.page().navigate("/login");
    }

    private static void logIn(Tab sam, String email, String password) {
        sam.field("Email address").fill(email);
        sam.field("Password").fill(password);
        sam.press("Log in");
    }

    private AuthenticatorApp setUpCodes(Tab sam) {
        sam.page().navigate("/settings/second-step");
        assertThat(sam.page().locator("svg.qr-code")).isVisible();
        AuthenticatorApp app =
                new AuthenticatorApp(sam.page().locator("main .secret").innerText());
        usedCode = app.code(clock.instant());
        sam.field("Code").fill(usedCode);
        sam.field("Your password").fill(FIRST);
        sam.press("Turn on");
        sam.expectHeading("Recovery codes");
        assertThat(sam.page().locator("main .secret li")).hasCount(10);
        sam.link("I have saved them").click();
        sam.expectHeading("Background tasks");
        return app;
    }

    private void enterCode(Tab sam, String email, String password, AuthenticatorApp app) {
        sam.page().navigate("/login");
        logIn(sam, email, password);
        sam.expectHeading("Enter your code");
        sam.field("Code").fill(usedCode);
        sam.press("Log in");
        sam.expectText("#code-error", "Wrong code.");
        sam.complaints(); // the browser reports the status 401
        clock.advance(Duration.ofSeconds(30));
        usedCode = app.code(clock.instant());
        sam.field("Code").fill(usedCode);
        sam.press("Log in");
        sam.expectHeading("Background tasks");
    }

    private static void reset(Tab sam, String email, TestAccounts.Person owner) {
        sam.page().navigate("/login");
        sam.link("Forgot your password?").click();
        sam.expectHeading("Forgot your password?");
        sam.field("Email address").fill(email);
        sam.press("Send the link");
        sam.expectHeading("Check your inbox");
        String invited = new SimulatedInbox(owner).awaitPath(email, "Choose a new password[\\s\\S]*?" + LINK);
        sam.page().navigate(invited.substring(invited.indexOf("/login/password/")));
        sam.expectHeading("Choose a new password");
        sam.field("New password").fill(SECOND);
        sam.press("Save the password");
        sam.expectText("main", "You are logged out on all devices.");
    }

    private static void logOut(Tab sam) {
        sam.page().context().clearCookies();
    }
}
