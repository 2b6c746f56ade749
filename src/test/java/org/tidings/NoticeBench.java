package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.DiscardingServer.Arrivals;

/**
 * How long small blasts take while a large one of another account is launched and sent, from the first request to the last arrival: a notice
 * to 50 people, and then a marketing blast of 100 people from each of 20 accounts. {@code -Dbench.messages=300000}, {@code -Dbench.rounds=5},
 * {@code -Dbench.transport=pipelined}.
 */
class NoticeBench {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 300_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final String TRANSPORT = PackagedTidings.BENCH_TRANSPORT;
    private static final int ACCOUNTS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    @Test
    void notice() throws Exception {
        try (Companion sink = Companion.java(DiscardingServer.class);
                PackagedTidings tidings = PackagedTidings.sendingTo(sink.greeting(), TRANSPORT, folder, Map.of())) {
            tidings.start();
            List<String> accounts = new DatabaseOfTidings(folder).addAccounts(ACCOUNTS);
            List<String> first = accounts.subList(0, 1);
            tidings.send(BenchMessage.blast("MARKETING", "warm.example", 10_000));
            awaitArrivals(sink, "warm.example", 10_000);
            tidings.send(BenchMessage.blast("MARKETING", "large.example", MESSAGES));
            System.out.printf(
                    "%n%s, %,d people are being mailed%n%9s %22s %22s %26s%n",
                    TRANSPORT,
                    MESSAGES,
                    "sent",
                    "notice, other account",
                    "notice, same account",
                    "20 accounts' marketing");
            for (int round = 1; round <= ROUNDS; round++) {
                int sent = Arrivals.at(sink, "large.example").messages();
                String domain = "round" + round + ".example";
                System.out.printf(
                        "%,9d %19d ms %19d ms %23d ms%n",
                        sent,
                        send(tidings, sink, "SERVICE", "other." + domain, 50, first),
                        send(tidings, sink, "SERVICE", "same." + domain, 50, List.of(PackagedTidings.KEY)),
                        send(tidings, sink, "MARKETING", "small." + domain, 100, accounts));
            }
            assertThat(Arrivals.at(sink, "large.example").messages())
                    .as("still under way")
                    .isLessThan(MESSAGES);
        }
    }

    /** Milliseconds from the first request to the last arrival of all of them. */
    private static long send(
            PackagedTidings tidings, Companion sink, String purpose, String domain, int people, List<String> keys)
            throws IOException {
        long began = System.currentTimeMillis();
        for (int i = 0; i < keys.size(); i++) {
            byte[] blast = JSON.writeValueAsBytes(BenchMessage.blast(purpose, domain, i * people, people));
            tidings.send(blast, keys.get(i));
        }
        awaitArrivals(sink, domain, people * keys.size());
        return Arrivals.at(sink, domain).last() - began;
    }

    private static void awaitArrivals(Companion sink, String domain, int messages) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Arrivals.at(sink, domain).messages() >= messages);
    }
}
