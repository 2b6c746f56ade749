package org.tidings.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The port of the simulator if none is configured. Chosen once per process and kept bound until the listener takes over the socket, so no
 * other program can bind it in between.
 */
final class SimulatorPort {
    private static final int BACKLOG = 200;

    private static @Nullable ServerSocket held;
    private static int picked;

    private SimulatorPort() {}

    /** The chosen port; chosen on the first call. */
    static synchronized int number() {
        if (picked == 0) {
            try {
                held = bind(0);
                picked = held.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException("No free port for the simulator on 127.0.0.1", e);
            }
        }
        return picked;
    }

    /**
     * Returns a socket bound to {@code port} on 127.0.0.1; reuses the bound socket if it has that port.
     *
     * @param port 0 for any free port
     * @throws IOException when the port is in use
     */
    static synchronized ServerSocket open(int port) throws IOException {
        ServerSocket socket = held;
        if (socket != null && socket.getLocalPort() == port) {
            held = null;
            return socket;
        }
        return bind(port);
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new BoundBefore();
        // a restart on the same port must not wait for old connections in TIME_WAIT
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    /** Ignores {@code bind}: the SMTP server binds its socket, but this one is already bound. */
    private static final class BoundBefore extends ServerSocket {
        BoundBefore() throws IOException {}

        @Override
        public void bind(SocketAddress address, int backlog) throws IOException {
            if (!isBound()) {
                super.bind(address, backlog);
            }
        }
    }
}
