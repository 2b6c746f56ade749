package org.tidings.delivery.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a recipient that was refused for now is tried again. The wait grows with every attempt, and is up to a fifth longer, so that what was
 * refused together does not come back together. It is never shorter: a server that greylists counts the seconds.
 */
final class RetryPolicy {

    private final int attempts;
    private final Duration delay;
    private final double factor;
    private final DoubleSupplier random;

    /** The random values are from 0 to 1. */
    RetryPolicy(int attempts, Duration delay, double factor, DoubleSupplier random) {
        this.attempts = attempts;
        this.delay = delay;
        this.factor = factor;
        this.random = random;
    }

    /**
     * When to try again after a failure.
     *
     * @param attemptsMade with the one that just failed
     * @return when to try again; empty when the allowed number of attempts is used up
     */
    Optional<Instant> next(int attemptsMade, Instant now) {
        if (attemptsMade >= attempts) {
            return Optional.empty();
        }
        double spread = 1 + 0.2 * random.getAsDouble();
        double millis = delay.toMillis() * Math.pow(factor, attemptsMade - 1) * spread;
        return Optional.of(now.plusMillis((long) millis));
    }
}
