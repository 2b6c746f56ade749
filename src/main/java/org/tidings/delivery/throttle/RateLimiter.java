package org.tidings.delivery.throttle;

import java.util.Optional;

/** Limits the messages per second, evenly spaced. Thread-safe. */
public final class RateLimiter {

    private final long intervalNanos;
    private long next = System.nanoTime();

    /**
     * Creates a limiter.
     *
     * @param rate messages per second; empty for no limit
     */
    public RateLimiter(Optional<Double> rate) {
        this.intervalNanos =
                rate.map(perSecond -> (long) (1_000_000_000 / perSecond)).orElse(0L);
    }

    /**
     * Takes the next permit if it is due.
     *
     * @return 0 if it was taken, otherwise the nanoseconds until the next permit
     */
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
