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

/** A parent signs up on the public form, and staff see the consent. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class SignUpBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void aParentSignsUpConfirmsAndIsAPersonWithAConsent() {
        TestAccounts.Person dana = accounts.owner();
        String shortName = "club-" + UlidCreator.getMonotonicUlid().toLowerCase();
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@parent.example";
        try (Tab staff = Tab.open(home).logIn(dana);
                Tab parent = Tab.phoneWithoutJavaScript(home)) {
            openTheForm(staff, shortName);
            fillIn(parent, shortName, email);
            confirm(parent, new SimulatedInbox(dana).awaitPath(email, "/join/confirm/[a-z2-7]+"));
            seeTheConsent(staff, email);
            staff.expectNoComplaints();
            parent.expectNoComplaints();
        }
    }

    private static void openTheForm(Tab staff, String shortName) {
        staff.page().navigate("/settings/sign-up");
        staff.field("Short name").fill(shortName);
        staff.field("The form is open").check();
        staff.press("Save");
        staff.expectText("#notices", "Saved. The form is open.");
        assertThat(staff.page().locator("a[href$='/join/" + shortName + "']")).isVisible();
    }

    private void fillIn(Tab parent, String shortName, String email) {
        parent.page().navigate("/join/" + shortName);
        parent.expectHeading("Get emails from Riverside Gymnastics");
        clock.advance(Duration.ofSeconds(5));
        parent.press("Sign up");
        parent.expectText("#email-error", "Enter your email address.");
        parent.complaints(); // the browser reports the status 422
        parent.page().locator("#email").fill(email);
        parent.page().locator("#firstName").fill("Mia");
        parent.page().locator("#lastName").fill("Larsen");
        parent.page().locator("#agree").check();
        clock.advance(Duration.ofSeconds(5));
        parent.press("Sign up");
        parent.expectHeading("Check your inbox");
    }

    private static void confirm(Tab parent, String link) {
        parent.page().navigate(link);
        parent.expectText("main", "I can unsubscribe at any time.");
        parent.press("Confirm");
        parent.expectHeading("You are signed up");
        parent.link("Choose what you get").click();
        parent.expectHeading("Emails from Riverside Gymnastics");
    }

    private static void seeTheConsent(Tab staff, String email) {
        staff.page().navigate("/people?q=" + email);
        staff.link("Mia Larsen").click();
        staff.expectHeading("Mia Larsen");
        staff.expectText("main", email);
        staff.expectText("main", "Subscribed");
        staff.expectText("main", "sign-up form: Yes, send me news and offers from Riverside Gymnastics by email.");
    }
}
