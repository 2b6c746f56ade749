package org.tidings.platform;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that is about to start. Not one of those that the operating system gives to outgoing connections (from 32768 on, see
 * {@code ip_local_port_range} in Linux' ip-sysctl): such a connection could take it before the server is there.
 */
public final class FreePort {

    private static final int FROM = 20_000;
    private static final int BEFORE = 32_768;
    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    /**
     * One on which nothing listens now.
     *
     * @throws IOException where none can be had
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
        throw new IOException("No port can be had", refused);
    }
}
