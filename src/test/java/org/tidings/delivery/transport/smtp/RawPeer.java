package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** A server that serves one connection in its own way until it is closed. */
abstract class RawPeer implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    RawPeer() throws IOException {
        Thread thread = new Thread(
                () -> {
                    try (Socket socket = server.accept()) {
                        serve(socket);
                        closed.await();
                    } catch (IOException | InterruptedException gone) {
                        // the client left
                    }
                },
                "raw peer");
        thread.setDaemon(true);
        thread.start();
    }

    abstract void serve(Socket socket) throws IOException, InterruptedException;

    boolean isClosedWithin(long millis) throws InterruptedException {
        return closed.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
