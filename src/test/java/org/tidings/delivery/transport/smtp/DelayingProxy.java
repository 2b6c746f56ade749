package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Passes on what it reads, each way after the same delay, as a long line does. */
final class DelayingProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor();
    private final Duration delay;

    DelayingProxy(int target, Duration delay) throws IOException {
        this.delay = delay;
        daemon(() -> {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                daemon(() -> pass(near, far));
                daemon(() -> pass(far, near));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // one of the ends left
                    }
                },
                "delaying proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            byte[] octets = Arrays.copyOf(buffer, count);
            var unused = line.schedule(
                    () -> {
                        out.write(octets);
                        return octets.length;
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        to.close();
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        line.shutdownNow();
    }
}
