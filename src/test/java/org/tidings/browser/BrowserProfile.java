package org.tidings.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import org.tidings.ForeignMailServer;

/** Uses a known port, which images and links in messages refer to, and short reading times for simulated recipients, and the usual time to undo. */
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
                "60s");
    }
}
