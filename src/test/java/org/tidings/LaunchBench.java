package org.tidings;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.DiscardingServer.Arrivals;

/**
 * How fast lists of growing length are taken in by the API and turned into recipients, and when the first message is on the wire. Sending is
 * slowed to one message a second, so that it is not what is measured. {@code -Dbench.most=1000000}, {@code -Dbench.transport=pipelined}.
 */
class LaunchBench {

    private static final int[] SIZES = {10_000, 100_000, 300_000, 1_000_000};
    private static final int MOST = Integer.getInteger("bench.most", 300_000);

    @TempDir
    static Path folder;

    @Test
    void launch() throws Exception {
        try (Companion sink = Companion.java(DiscardingServer.class);
                PackagedTidings tidings = PackagedTidings.sendingTo(
                        sink.greeting(),
                        PackagedTidings.BENCH_TRANSPORT,
                        folder,
                        Map.of("tidings.delivery.rate", "1"))) {
            tidings.start();
            launch(tidings, sink, "warm.example", SIZES[0]);
            System.out.printf(
                    "%n%9s %16s %16s %22s %22s%n",
                    "people", "taken in, /s", "launched, /s", "first message after", "before all launched");
            for (int size : SIZES) {
                if (size <= MOST) {
                    System.out.println(launch(tidings, sink, "to" + size + ".example", size));
                }
            }
        }
    }

    private static String launch(PackagedTidings tidings, Companion sink, String domain, int people)
            throws IOException {
        Map<String, Object> request = BenchMessage.blast("SERVICE", domain, people);
        long began = System.currentTimeMillis();
        String id = tidings.send(request);
        long taken = System.currentTimeMillis();
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> tidings.blast(id), blast -> selected(blast) == people);
        long launched = System.currentTimeMillis();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Arrivals.at(sink, domain).messages() > 0);
        tidings.pause(id); // it is not to take turns with the next one
        long first = Arrivals.at(sink, domain).first();
        return "%9d %16.0f %16.0f %19d ms %19d ms"
                .formatted(
                        people,
                        people * 1000.0 / (taken - began),
                        people * 1000.0 / Math.max(1, launched - taken),
                        first - began,
                        launched - first);
    }

    private static int selected(JsonNode blast) {
        return blast == null ? 0 : blast.get("selected").intValue();
    }
}
