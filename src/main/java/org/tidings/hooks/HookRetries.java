package org.tidings.hooks;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/** When a message that was not accepted is sent again: after 10 seconds, then after ever longer delays of at most 6 hours, for three days. */
final class HookRetries {

    /** How long a message is tried, and how long a webhook may fail before it is disabled. */
    static final Duration PATIENCE = Duration.ofDays(3);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final int FACTOR = 3;
    private static final Duration LONGEST = Duration.ofHours(6);
    /** A receiver that fails gets one request in this time, so that its recovery is noticed. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private static final double JITTER = 0.2;

    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    HookRetries(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * The time of the next attempt. The last one is at the end of the three days.
     *
     * @param attempts those made, at least 1
     */
    Instant next(Instant now, int attempts, Instant expiresAt) {
        Instant next = now.plus(withJitter(delay(attempts, LONGEST)));
        return next.isBefore(expiresAt) ? next : expiresAt;
    }

    /**
     * How long a webhook gets no requests whose receiver accepted none of a batch.
     *
     * @param failures such batches in a row, at least 1
     */
    Instant restUntil(Instant now, int failures) {
        return now.plus(withJitter(delay(failures, LONGEST_REST)));
    }

    static Duration delay(int attempts, Duration longest) {
        Duration delay = FIRST;
        for (int i = 1; i < attempts && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(FACTOR);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    private Duration withJitter(Duration delay) {
        return delay.plusMillis((long) (delay.toMillis() * JITTER * random.getAsDouble()));
    }
}
