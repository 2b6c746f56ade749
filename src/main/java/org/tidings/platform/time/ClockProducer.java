package org.tidings.platform.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * Gives the application its {@link Clock}: UTC, cut to microseconds, since that is what a {@code datetime(6)} column
 * keeps. A time that was stored and read again is therefore equal to the one in memory.
 */
@Singleton
class ClockProducer {
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
