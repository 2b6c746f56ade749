package org.tidings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A distant TCP server: forwards what it reads after a fixed time, in both directions, however much is on its way. */
final class DelayingProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final long delayNanos;

    /** What was read at once, and when it is due; nothing is the end of the stream. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Segment(long due, byte[] bytes) {}

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    DelayingProxy(int target, Duration delay) throws IOException {
        this.target = target;
        this.delayNanos = delay.toNanos();
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            forward(client, server);
            forward(server, client);
        }
    }

    private void forward(Socket from, Socket to) throws IOException {
        to.setTcpNoDelay(true);
        BlockingQueue<Segment> underWay = new LinkedBlockingQueue<>();
        start(() -> {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                underWay.add(new Segment(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, read)));
            }
            underWay.add(new Segment(System.nanoTime() + delayNanos, new byte[0]));
        });
        start(() -> {
            OutputStream out = to.getOutputStream();
            for (Segment next = underWay.take(); next.bytes().length > 0; next = underWay.take()) {
                TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                out.write(next.bytes());
            }
            to.shutdownOutput();
        });
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // one of the two has hung up
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
