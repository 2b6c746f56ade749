package org.tidings.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The port of the simulator where none is configured: picked once per process, and held open from that moment until the
 * listener takes it over, so that no other program can slip in between.
 */
final class SimulatorPort {
    private static final int BACKLOG = 200;

    private static @Nullable ServerSocket held;
    private static int picked;

    private SimulatorPort() {}

    /** The picked port, picking it at the first call. */
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
     * A socket listening on {@code port} of 127.0.0.1: the one held open, if it is that port.
     *
     * @param port 0 for any free port
     * @throws IOException when another program has the port
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
        // a restart on the same port must not wait for the connections of the last run to time out
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    /** The SMTP server binds the socket that it is given; this one listens already. */
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
