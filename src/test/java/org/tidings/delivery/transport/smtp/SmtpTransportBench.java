package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidings.SmtpReceiver;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.diagnosis.Verdict;

/**
 * Messages of 5 KB a second into an {@link SmtpReceiver}, in turn with its reference, which sends the same octets again and again. {@code -Dbench.messages=20000}, {@code -Dbench.rounds=3}, {@code -Dbench.connections=20}.
 */
class SmtpTransportBench {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 20);
    private static final int SIZE = 5_000;

    @Test
    void sending() throws Exception {
        try (SmtpReceiver receiver = SmtpReceiver.start();
                SmtpTransport transport = new SmtpTransport(new Client("127.0.0.1", receiver.port()).settings())) {
            List<TransportConnection> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(transport.open());
            }
            send(connections); // warm up
            for (int round = 0; round < ROUNDS; round++) {
                double reference = receiver.referenceRate(MESSAGES, CONNECTIONS);
                long began = System.nanoTime();
                send(connections);
                double ours = MESSAGES * 1e9 / (System.nanoTime() - began);
                System.out.printf(
                        "%s %,.0f/s, ours %,.0f/s, ratio %.2f%n",
                        receiver.reference(), reference, ours, ours / reference);
            }
            connections.forEach(TransportConnection::close);
        }
    }

    private static void send(List<TransportConnection> connections) throws Exception {
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
                                        ? TestMessage.to("p" + number + "@d0.x.example")
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
    }
}
