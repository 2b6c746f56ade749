package org.tidings.platform;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a free port for a server that is about to start. Avoids the ephemeral port range (from 32768, see {@code ip_local_port_range} in the
 * ip-sysctl documentation of Linux), where an outgoing connection could take the port before the server binds it.
 */
public final class FreePort {

    private static final int FROM = 20_000;
    private static final int BEFORE = 32_768;
    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    /**
     * Returns a port that is currently free.
     *
     * @throws IOException when no free port is found
     */
    public static int find() throws IOException {
        IOException refused = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, BEFORE);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException taken) {
                refused = taken;
            }
        }
        throw new IOException("No free port found", refused);
    }
}
