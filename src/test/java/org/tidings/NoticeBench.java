package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long fifty people wait for a notice while a large blast is being launched and sent: from the request to the last of the fifty on the wire.
 * {@code -Dbench.messages=300000}, {@code -Dbench.rounds=5}.
 */
class NoticeBench {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 300_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int NOTICE = 50;

    @TempDir
    static Path folder;

    @Test
    void notice() throws Exception {
        try (Companion sink = Companion.java(DiscardingServer.class);
                PackagedTidings tidings = new PackagedTidings(
                        folder,
                        Map.of(
                                "quarkus.mailer.host", "127.0.0.1",
                                "quarkus.mailer.port", sink.greeting(),
                                "tidings.feedback.smtp.port", "0"))) {
            tidings.start();
            tidings.send(BenchMessage.blast("MARKETING", "large.example", MESSAGES));
            System.out.printf("%n%d people are being mailed; from the request to the last of %d%n", MESSAGES, NOTICE);
            for (int round = 1; round <= ROUNDS; round++) {
                int sent = count(sink, "large.example").messages();
                long service = ask(tidings, sink, "SERVICE", "service" + round + ".example");
                long marketing = ask(tidings, sink, "MARKETING", "marketing" + round + ".example");
                System.out.printf(
                        "after %7d: service notice %5d ms, marketing to as many %5d ms%n", sent, service, marketing);
            }
            assertThat(count(sink, "large.example").messages())
                    .as("still under way")
                    .isLessThan(MESSAGES);
        }
    }

    /** In milliseconds. */
    private static long ask(PackagedTidings tidings, Companion sink, String purpose, String domain) throws IOException {
        long began = System.currentTimeMillis();
        tidings.send(BenchMessage.blast(purpose, domain, NOTICE));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> count(sink, domain).messages() == NOTICE);
        return count(sink, domain).last() - began;
    }

    private static DiscardingServer.Arrivals count(Companion sink, String domain) throws IOException {
        return DiscardingServer.Arrivals.parse(sink.ask("count " + domain));
    }
}
