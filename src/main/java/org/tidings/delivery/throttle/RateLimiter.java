package org.tidings.delivery.throttle;

import java.util.Optional;

/** Permits at most so many messages a second, evenly spread. Safe for use by several threads. */
public final class RateLimiter {

    private final long intervalNanos;
    private long next = System.nanoTime();

    /** The rate is per second; empty for no limit. */
    public RateLimiter(Optional<Double> rate) {
        this.intervalNanos =
                rate.map(perSecond -> (long) (1_000_000_000 / perSecond)).orElse(0L);
    }

    /** Takes the next permit if its time has come. @return 0 if it was taken, otherwise how many nanoseconds to wait before asking again */
    public long tryAcquire() {
        return intervalNanos == 0 ? 0 : tryAcquireLimited();
    }

    private synchronized long tryAcquireLimited() {
        long now = System.nanoTime();
        if (next - now > 0) {
            return next - now;
        }
        next = Math.max(next, now) + intervalNanos;
        return 0;
    }
}
