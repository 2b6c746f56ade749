package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.report.rounds.RoundSteps;

/** A message that bounced is sent again, with other words, to the address that works. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class SecondRoundBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    @Test
    void whoDidNotGetItIsSentAnEditedMessageOnce() {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person sam = accounts.secondOwner(dana.accountId());
        String blast = bounced(dana);
        String report = home.resolve("/blasts/" + blast).toString();
        try (Tab ofDana = Tab.open(home).logIn(dana);
                Tab ofSam = Tab.sized(home, 390).logIn(sam)) {
            ofSam.page().navigate(report + "/rounds/review?reason=CORRECTED");
            ofDana.page().navigate(report);
            ofDana.expectText("#attention-count", "1");
            ofDana.link("Send to those who haven't got it").click();
            ofDana.expectHeading("Send to those who haven't got it");
            ofDana.page().goBack();
            ofDana.link("Bounced, and has a working address now: 1").click();
            ofDana.expectHeading("Send again: Bounced, and has a working address now");
            ofDana.expectText("main", "bob@rounds.test instead of bob+bounce@rounds.test");
            assertThat(ofDana.page().getByLabel("Subject")).isHidden();
            ofDana.page().getByLabel("An edited message").check();
            ofDana.page().getByLabel("Subject").fill("Your place in the recital");
            ofDana.page().locator(".rich-text").fill("Hi {{first_name}}, this did not reach you before.");
            ofDana.press("Send to 1 person");
            ofDana.expectText("#notices", "Sending to 1 person as round 2.");
            ofDana.expectText("#rounds", "Your place in the recital");

            ofSam.press("Send to 1 person"); // on the page that was open all the time
            ofSam.expectText("#notices", "Dana Reyes has already sent it again: round 2, to 1 person");

            ofDana.page().navigate(report + "?tab=attention");
            ofDana.expectText("main", "Nothing needs attention.");
            ofDana.page()
                    .locator("summary", new Page.LocatorOptions().setHasText("Sent again"))
                    .click();
            ofDana.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See the later message"))
                    .click();
            Locator panel = ofDana.page().locator("#panel");
            assertThat(panel).containsText("bob@rounds.test");
            assertThat(panel).containsText("Round 2");
            ofDana.expectNoComplaints();
            ofSam.expectNoComplaints();
        }
    }

    /** A blast that bounced at Bob's address, and Bob's new address. */
    private String bounced(TestAccounts.Person owner) {
        RoundSteps steps = new RoundSteps(owner, sql);
        String bob = steps.contact("Bob", "bob+bounce@rounds.test");
        String id = steps.send(RoundSteps.list("ann@rounds.test", "bob+bounce@rounds.test"));
        steps.setAddresses(bob, "bob+bounce@rounds.test", "bob@rounds.test");
        return id;
    }
}
