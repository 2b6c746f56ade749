package org.tidings.delivery;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Lets through at most so many a second, evenly spread, whichever thread asks. */
final class RateLimiter {

    private final long intervalNanos;
    private long next = System.nanoTime();

    /** The rate is per second; empty for no limit. */
    RateLimiter(Optional<Double> rate) {
        this.intervalNanos =
                rate.map(perSecond -> (long) (1_000_000_000 / perSecond)).orElse(0L);
    }

    synchronized void await() {
        if (intervalNanos == 0) {
            return;
        }
        long now = System.nanoTime();
        if (next - now > 0) {
            LockSupport.parkNanos(next - now);
        }
        next = Math.max(next, now) + intervalNanos;
    }
}
