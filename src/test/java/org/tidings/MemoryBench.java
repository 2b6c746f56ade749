package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
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
 * What a blast costs by its size: time for each recipient, from the request to the last outcome on record, and, in a second blast since it takes
 * a moment, heap that is alive after a collection in the middle of sending. The process has a heap of 256 MB, so that it would end where more is needed. {@code -Dbench.most=1000000}, {@code -Dbench.transport=pipelined}.
 */
class MemoryBench {

    private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
    private static final int SMALL_ONES = 10;
    private static final int MOST = Integer.getInteger("bench.most", 100_000);

    @TempDir
    static Path folder;

    @Test
    void memory() throws Exception {
        try (Companion sink = Companion.java(DiscardingServer.class);
                PackagedTidings tidings =
                        PackagedTidings.sendingTo(sink.greeting(), PackagedTidings.BENCH_TRANSPORT, folder, Map.of())) {
            tidings.start();
            // until the compiler is through with it, also with what is done once for a blast
            send(tidings, sink, "warm.example", SIZES[2], () -> {});
            sendSmall(tidings, sink, "warm");
            System.out.printf(
                    "%n%9s %16s %18s %22s %16s %16s%n",
                    "people",
                    "us a recipient",
                    "CPU us a recipient",
                    "live heap in the middle",
                    "heap used",
                    "memory used");
            for (int size : SIZES) {
                if (size <= MOST) {
                    System.out.println(measure(tidings, sink, size));
                }
            }
        }
    }

    private static String measure(PackagedTidings tidings, Companion sink, int people) throws Exception {
        long cpu = cpuNanos(tidings);
        long nanos = people == SIZES[0]
                ? sendSmall(tidings, sink, "timed")
                : send(tidings, sink, "timed" + people + ".example", people, () -> {});
        long cpuNanos = (cpuNanos(tidings) - cpu) / (people == SIZES[0] ? SMALL_ONES : 1);
        ProcessUsage memory = new ProcessUsage(tidings.processes().get(0));
        long[] heap = new long[2];
        send(tidings, sink, "weighed" + people + ".example", people, () -> {
            heap[0] = memory.heap();
            heap[1] = memory.liveHeap();
        });
        return "%9d %16.0f %18.0f %19d MB %13d MB %13d MB"
                .formatted(
                        people,
                        nanos / 1000.0 / people,
                        cpuNanos / 1000.0 / people,
                        heap[1] >> 10,
                        heap[0] >> 10,
                        memory.resident() >> 10);
    }

    /** Gives what one of several in a row took: by itself it is over too soon to be timed. */
    private static long sendSmall(PackagedTidings tidings, Companion sink, String name) throws Exception {
        long nanos = 0;
        for (int i = 0; i < SMALL_ONES; i++) {
            nanos += send(tidings, sink, name + i + ".example", SIZES[0], () -> {});
        }
        return nanos / SMALL_ONES;
    }

    @FunctionalInterface
    private interface InTheMiddle {
        void look() throws IOException;
    }

    /** Gives how long it took, in nanoseconds. */
    private static long send(PackagedTidings tidings, Companion sink, String domain, int people, InTheMiddle middle)
            throws Exception {
        Map<String, Object> request = BenchMessage.blast("MARKETING", domain, people);
        long began = System.nanoTime();
        String id = tidings.send(request);
        await().atMost(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Arrivals.at(sink, domain).messages() >= people / 2);
        middle.look();
        await().atMost(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> tidings.blast(id), blast -> isDelivered(blast, people));
        long nanos = System.nanoTime() - began;
        assertThat(Arrivals.at(sink, domain).people()).as("everyone got it").isEqualTo(people);
        assertThat(Arrivals.at(sink, domain).messages()).as("and once").isEqualTo(people);
        return nanos;
    }

    private static boolean isDelivered(JsonNode blast, int people) {
        return blast != null && blast.get("counts").get("DELIVERY").intValue() == people;
    }

    private static long cpuNanos(PackagedTidings tidings) throws IOException {
        return tidings.processes().stream()
                .mapToLong(process -> new ProcessUsage(process).cpuNanos())
                .sum();
    }
}
