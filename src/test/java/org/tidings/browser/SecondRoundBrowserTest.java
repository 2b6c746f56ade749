package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** A message that bounced is sent again, with other words, to the address that works. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class SecondRoundBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

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

    private static String bounced(TestAccounts.Person owner) {
        String bob = created(
                owner,
                "contacts",
                Map.of("firstName", "Bob", "addresses", List.of(Map.of("email", "bob+bounce@rounds.test"))));
        String id = created(
                owner,
                "blasts",
                Map.of(
                        "subject",
                        "Recital",
                        "html",
                        "<p>Hi {{first_name}}</p>",
                        "audience",
                        Map.of(
                                "recipients",
                                List.of(
                                        Map.of("email", "ann@rounds.test", "firstName", "Ann"),
                                        Map.of("email", "bob+bounce@rounds.test", "firstName", "Bob")))));
        await().until(() -> owner.program().get("/api/v1/blasts/" + id).<String>path("state"), "COMPLETED"::equals);
        owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "addresses",
                        List.of(Map.of("email", "bob+bounce@rounds.test"), Map.of("email", "bob@rounds.test"))))
                .patch("/api/v1/contacts/" + bob)
                .then()
                .statusCode(200);
        return id;
    }

    private static String created(TestAccounts.Person owner, String what, Map<String, Object> body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/" + what)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
