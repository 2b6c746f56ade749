package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/** Limits the processor time of a computation. Unlike elapsed time, it does not depend on what else the machine is doing. */
public final class CpuTime {

    /** How much longer than its processor time a computation may take before it counts as hanging. */
    private static final int PATIENCE = 20;

    private CpuTime() {}

    /** Returns the result; fails if it took more processor time than {@code limit}. */
    public static <T> T within(Duration limit, Supplier<T> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return assertTimeoutPreemptively(limit.multipliedBy(PATIENCE), () -> {
            long before = threads.getCurrentThreadCpuTime();
            T result = work.get();
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                    .as("processor time")
                    .isLessThan(limit);
            return result;
        });
    }
}
