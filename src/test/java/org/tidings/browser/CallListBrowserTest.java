package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
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

/** Two people phone the homes that a notice did not reach. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class CallListBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Test
    void twoPeopleWorkOnOneList() {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person sam = accounts.secondOwner(dana.accountId());
        String blast = notice(dana);
        try (Tab ofDana = Tab.open(home).logIn(dana);
                Tab ofSam = Tab.sized(home, 390).logIn(sam)) {
            ofDana.page().navigate(home.resolve("/blasts/" + blast).toString());
            ofDana.link("Call list").click();
            ofDana.expectHeading("Call list");
            ofDana.expectText("#call-sum", "3 homes = 1 reached + 0 waiting + 2 not reached + 0 called");
            ofSam.page().navigate(home.resolve("/blasts/" + blast + "/calls").toString());
            ofSam.expectText("#call-sum", "2 not reached");

            ofDana.press("Called: Berg");
            ofDana.expectText("#call-sum", "1 not reached + 1 called");
            // without a reload, and without losing the place of the keyboard while nothing changes
            assertThat(row(ofSam, "Berg")).containsText("Called, Dana Reyes");
            ofSam.press("Left a message: Lund");
            ofSam.expectText("#call-sum", "0 not reached + 2 called");
            assertThat(row(ofDana, "Lund")).containsText("Left a message");
            ofDana.press("Undo: Berg");
            ofDana.expectText("#call-sum", "1 not reached + 1 called");
            ofDana.expectNoComplaints();
            ofSam.expectNoComplaints();
        }
    }

    private static Locator row(Tab tab, String name) {
        return tab.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(tab.page()
                                .getByRole(AriaRole.ROWHEADER)
                                .filter(new Locator.FilterOptions().setHasText(name))));
    }

    private static String notice(TestAccounts.Person owner) {
        String id = owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject",
                        "Pool closed",
                        "html",
                        "<p>Closed today</p>",
                        "purpose",
                        "SERVICE",
                        "audience",
                        Map.of(
                                "recipients",
                                List.of(
                                        Map.of("email", "ann@calls.test", "lastName", "Larsen"),
                                        Map.of("email", "cleo+bounce@calls.test", "lastName", "Berg"),
                                        Map.of("email", "lena+blocked@calls.test", "lastName", "Lund")))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().until(
                        () -> owner.program().get("/api/v1/blasts/" + id).path("counts.SENT"),
                        Integer.valueOf(0)::equals);
        return id;
    }
}
