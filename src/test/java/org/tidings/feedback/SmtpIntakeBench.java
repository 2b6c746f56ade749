package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.recipient.RecipientStatus;

/** Measures how fast bounces are received. Not part of the suite: {@code ./mvnw test -Dtest=SmtpIntakeBench}, {@code -Dbounces=50000 -Dservers=50}. */
@QuarkusTest
class SmtpIntakeBench {

    private static final int BOUNCES = Integer.getInteger("bounces", 50_000);
    private static final int SERVERS = Integer.getInteger("servers", 50);

    @Inject
    SmtpIntake intake;

    @Inject
    MailedPeople people;

    @Test
    void bounces() throws Exception {
        long account = people.one(RecipientStatus.SENT).accountId();
        List<Mailed> mailed = people.add(
                people.blast(account),
                IntStream.range(0, BOUNCES)
                        .mapToObj(i -> "p" + i + "@x.example")
                        .toList(),
                RecipientStatus.DELIVERY);
        String padding = "Received: from mx.x.example by mx2.x.example; Mon, 1 Mar 2027 10:00:00 +0000\r\n".repeat(30);
        AtomicInteger next = new AtomicInteger();
        long[] nanos = new long[BOUNCES];
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long began = System.nanoTime();
        ExecutorService servers = Executors.newFixedThreadPool(SERVERS);
        List<Future<?>> done = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            done.add(servers.submit(() -> {
                try (Peer peer = new Peer(intake.port())) {
                    peer.answer();
                    peer.say("EHLO mx.x.example");
                    for (int i = next.getAndIncrement(); i < BOUNCES; i = next.getAndIncrement()) {
                        Mailed person = mailed.get(i);
                        String report = padding
                                + SampleNotices.report(
                                        "failed", "5.1.1", "550 5.1.1 User unknown", people.messageToken(person));
                        long from = System.nanoTime();
                        peer.say("MAIL FROM:<>");
                        peer.say("RCPT TO:<" + people.returnPath(person) + ">");
                        assertThat(peer.data(report)).startsWith("250");
                        nanos[i] = System.nanoTime() - from;
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : done) {
            one.get(20, TimeUnit.MINUTES);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        servers.shutdown();
        assertThat(people.count(mailed.get(0), "bounce")).isEqualTo(BOUNCES);
        Arrays.sort(nanos);
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.gc();
        long after = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "%d bounces from %d servers in %.1f s: %.0f a second; latency p50 %.0f ms, p99 %.0f ms, longest %.0f ms;"
                        + " heap at most %d MB (clients included), %d MB after a collection%n",
                BOUNCES,
                SERVERS,
                seconds,
                BOUNCES / seconds,
                nanos[BOUNCES / 2] / 1e6,
                nanos[(int) (BOUNCES * 0.99)] / 1e6,
                nanos[BOUNCES - 1] / 1e6,
                peak >> 20,
                after >> 20);
    }
}
