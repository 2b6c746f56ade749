package org.tidings.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import org.tidings.ForeignMailServer;
import org.tidings.account.oidc.OidcTestProvider;

/**
 * Uses a known port, which images and links in messages refer to, short reading times for simulated recipients, the usual time to undo, and a
 * provider of logins that tests start.
 */
public class BrowserProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        int port = ForeignMailServer.freePort();
        return Map.of(
                "quarkus.http.test-port",
                String.valueOf(port),
                "tidings.base-url",
                "http://localhost:" + port,
                "tidings.simulator.reading-time",
                "100ms",
                "tidings.undo",
                "60s",
                "tidings.oidc.issuer",
                "http://127.0.0.1:" + ForeignMailServer.freePort(), // another site than localhost
                "tidings.oidc.client-id",
                OidcTestProvider.CLIENT,
                "tidings.oidc.client-secret",
                OidcTestProvider.SECRET,
                "tidings.oidc.name",
                "Example ID");
    }
}
