package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.diagnosis.Verdict;

/**
 * Messages of 5 KB a second into Postfix's {@code smtp-sink}, in turn with Postfix's {@code smtp-source}, which sends the same octets again and
 * again. {@code -Dbench.messages=20000}, {@code -Dbench.rounds=3}, {@code -Dbench.connections=20}.
 */
class SmtpTransportBench {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 20);
    private static final int SIZE = 5_000;

    @Test
    void sending() throws Exception {
        assumeTrue(new File("/usr/sbin/smtp-sink").canExecute(), "Postfix is not installed");
        int port = freePort();
        Process sink = new ProcessBuilder("/usr/sbin/smtp-sink", "-u", "nobody", "127.0.0.1:" + port, "1000").start();
        try (SmtpTransport transport = new SmtpTransport(new Client("127.0.0.1", port).settings())) {
            Awaitility.await().until(() -> listens(port));
            List<TransportConnection> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(transport.open());
            }
            send(connections); // warm up
            for (int round = 0; round < ROUNDS; round++) {
                double reference = perSecond(() -> source(port));
                double ours = perSecond(() -> send(connections));
                System.out.printf("smtp-source %,.0f/s, ours %,.0f/s, ratio %.2f%n", reference, ours, ours / reference);
            }
            connections.forEach(TransportConnection::close);
        } finally {
            sink.destroy();
        }
    }

    private static double perSecond(Callable<Integer> work) throws Exception {
        long start = System.nanoTime();
        int messages = work.call();
        return messages / ((System.nanoTime() - start) / 1e9);
    }

    private static int source(int port) throws IOException, InterruptedException {
        Process source = new ProcessBuilder(
                        "/usr/sbin/smtp-source",
                        "-d",
                        "-s",
                        String.valueOf(CONNECTIONS),
                        "-m",
                        String.valueOf(MESSAGES),
                        "-l",
                        String.valueOf(SIZE),
                        "127.0.0.1:" + port)
                .start();
        assertThat(source.waitFor()).isZero();
        return MESSAGES;
    }

    private static int send(List<TransportConnection> connections) throws Exception {
        String content =
                "From: a@studio.example\r\nSubject: Bench\r\n\r\n" + ("x".repeat(498) + "\r\n").repeat(SIZE / 500);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Callable<Void>> senders = connections.stream()
                .<Callable<Void>>map(connection -> () -> {
                    connection.<TestMessage>send(
                            () -> {
                                int number = next.getAndIncrement();
                                return number < MESSAGES
                                        ? TestMessage.to("p" + number + "@x.example")
                                                .withContent(content)
                                        : null;
                            },
                            (message, outcome) -> {
                                if (outcome.diagnosis().verdict() == Verdict.DELIVERED) {
                                    delivered.incrementAndGet();
                                }
                            });
                    return null;
                })
                .toList();
        threads.invokeAll(senders);
        threads.shutdown();
        assertThat(delivered).hasValue(MESSAGES);
        return MESSAGES;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
