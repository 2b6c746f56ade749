package org.tidings.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A port that is known beforehand, so that pictures and links of mails lead here; and recipients who do not dawdle. */
public class BrowserProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        int port = freePort();
        return Map.of(
                "quarkus.http.test-port",
                String.valueOf(port),
                "tidings.base-url",
                "http://localhost:" + port,
                "tidings.simulator.reading-time",
                "100ms");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
