package org.tidings.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import org.tidings.ForeignMailServer;

/** A port that is known beforehand, so that pictures and links of mails lead here; and recipients who do not dawdle. */
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
                "100ms");
    }
}
