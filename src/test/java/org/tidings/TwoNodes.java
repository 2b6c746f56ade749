package org.tidings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The same work on two threads at once, as two nodes do it whose schedules happen to agree. */
public final class TwoNodes {

    private TwoNodes() {}

    /** Gives what each of the two got; what one of them throws comes through. */
    public static <T> List<T> both(Supplier<T> work) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<T>> working = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                working.add(nodes.submit(() -> {
                    together.await();
                    return work.get();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> node : working) {
                results.add(node.get(1, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            nodes.shutdownNow();
        }
    }

    public static void both(Runnable work) throws Exception {
        both(() -> {
            work.run();
            return true;
        });
    }
}
