package org.tidings.browser;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.oidc.OidcTestProvider;
import org.tidings.platform.time.TestClock;

/** Login with a provider of another site, whose pages the browser shows in between. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class OidcLoginBrowserTest {

    @TestHTTPResource
    URI home;

    @ConfigProperty(name = "tidings.oidc.issuer")
    URI issuer;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private OidcTestProvider provider;
    private TestAccounts.Person dana;

    @BeforeEach
    void start() throws IOException {
        provider = OidcTestProvider.start(issuer);
        dana = accounts.owner();
        provider.person = Map.of("sub", dana.email(), "email", dana.email(), "email_verified", true);
    }

    @AfterEach
    void stop() {
        provider.close();
        clock.reset();
    }

    @Test
    void providerLogsInAndTheCodeIsAskedOnceItIsSetUp() {
        try (Tab tab = Tab.phoneWithoutJavaScript(home)) {
            tab.page().navigate("/people");
            logIn(tab);
            tab.expectHeading("Connect Example ID");
            tab.field("Your Tidings password").fill(TestAccounts.PASSWORD);
            tab.press("Connect and log in");
            tab.expectHeading("People");

            AuthenticatorApp app = setUpCodes(tab);
            tab.page().context().clearCookies();
            tab.page().navigate("/people");
            logIn(tab);
            tab.expectHeading("Enter your code");
            clock.advance(Duration.ofSeconds(30));
            tab.field("Code").fill(app.code(clock.instant()));
            tab.press("Log in");
            tab.expectHeading("People");
            tab.expectNoComplaints();
        }
    }

    @Test
    void whoIsRefusedReadsWhyAndLogsInWithThePassword() {
        provider.person = Map.of("sub", "stranger", "email", "stranger@example.org", "email_verified", true);
        try (Tab tab = Tab.open(home)) {
            tab.page().navigate("/people");
            logIn(tab);
            tab.expectHeading("You are not logged in");
            tab.expectText("main", "Nobody with the email address of your Example ID account can log in here.");
            tab.complaints(); // the browser reports the status 403
            tab.link("Back to the login page").click();
            tab.logIn(dana);
            tab.expectNoComplaints();
        }
    }

    private static void logIn(Tab tab) {
        tab.expectHeading("Log in");
        tab.link("Log in with Example ID").click();
        tab.expectHeading("Example ID");
        tab.press("Continue");
    }

    private AuthenticatorApp setUpCodes(Tab tab) {
        tab.page().navigate("/settings/second-step");
        tab.expectText("main", "If you have never chosen a password because you log in with Example ID");
        AuthenticatorApp app =
                new AuthenticatorApp(tab.page().locator("main .secret").innerText());
        tab.field("Code").fill(app.code(clock.instant()));
        tab.field("Your password").fill(TestAccounts.PASSWORD);
        tab.press("Turn on");
        tab.expectHeading("Recovery codes");
        return app;
    }
}
