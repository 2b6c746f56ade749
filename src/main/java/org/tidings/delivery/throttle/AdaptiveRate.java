package org.tidings.delivery.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The rate limit of one receiving domain. Within a minute, {@value #DEFERRALS} more deferrals than acceptances halve the rate. Each acceptance
 * raises it slightly, which adds half a message per second every second (additive increase, multiplicative decrease, as in RFC 5681). Messages
 * that exceed the rate reserve time after the others of their blast, so that they are claimed about once and blasts do not wait for each other.
 */
final class AdaptiveRate {

    /** The rate of a domain without a limit. */
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** Messages per second: the rate after the first reduction, the minimum, and the rate above which the limit is lifted. */
    private static final double FIRST = 10;

    private static final double SLOWEST = 0.2;
    private static final double RECOVERED = 100;

    private static final int DEFERRALS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** After a reduction, deferrals are ignored for this time, because they concern messages sent at the old rate. */
    private static final Duration SETTLING = Duration.ofSeconds(1);
    /** Reservations for a throttled domain are not later than this, because the domain may have recovered by then. */
    private static final Duration HORIZON = Duration.ofMinutes(15);

    /** A learned rate is discarded if the domain was neither used nor deferred for this time. */
    private static final Duration MEMORY = Duration.ofHours(1);
    /** A reservation can be used this much later without being lost. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    /** Random variation of waiting times, as a fraction of their length. */
    private static final double SPREAD = 0.1;

    private final double full;
    private final DoubleSupplier random;
    private double rate;
    private int deferrals;
    private Instant countedSince;
    private Instant lastUsed;
    private Instant next;
    private final Map<Long, Instant> reservedUntil = new HashMap<>();

    /**
     * Creates a rate limit.
     *
     * @param full messages per second if the domain does not defer
     * @param random values from 0 to 1
     */
    AdaptiveRate(double full, DoubleSupplier random, Instant now) {
        this.full = full;
        this.random = random;
        this.rate = full;
        this.countedSince = now;
        this.lastUsed = now;
        this.next = now;
    }

    /** Takes a permit if a message may be sent now, and returns whether it did. */
    boolean tryAcquire(Instant now) {
        if (lastUsed.plus(MEMORY).isBefore(now)) {
            rate = full;
            deferrals = 0;
        }
        lastUsed = now;
        if (rate == UNLIMITED) {
            return true;
        }
        if (next.isAfter(now)) {
            return false;
        }
        Duration interval = interval();
        next = (isReserved(now) ? later(next, now.minus(CATCH_UP)) : now).plus(interval);
        return true;
    }

    /** Whether a reservation can still be used; without one there are no missed permits to catch up on. */
    private boolean isReserved(Instant now) {
        return reservedUntil.values().stream().anyMatch(end -> end.isAfter(now.minus(CATCH_UP)));
    }

    /**
     * Reserves time for a number of messages, after the existing reservations of the blast.
     *
     * @return when the first of them may be sent
     */
    Instant reserve(long blastId, int messages, Instant now) {
        if (rate == UNLIMITED) {
            return now;
        }
        reservedUntil.values().removeIf(end -> end.isBefore(now));
        Instant first = later(reservedUntil.getOrDefault(blastId, next), next);
        if (rate < full && first.isAfter(now.plus(HORIZON))) {
            return now.plus(share(HORIZON, 0.5 + 0.5 * random.getAsDouble()));
        }
        reservedUntil.put(blastId, first.plus(interval().multipliedBy(messages)));
        return first;
    }

    /**
     * When to retry messages that had a reservation but got no permit: after a second, or after the interval between two messages if that is
     * longer.
     */
    Instant again(Instant now) {
        if (rate == UNLIMITED) {
            return now;
        }
        Duration wait = interval().compareTo(CATCH_UP) > 0 ? interval() : CATCH_UP;
        return now.plus(share(wait, 1 + SPREAD * random.getAsDouble()));
    }

    private Duration interval() {
        return Duration.ofNanos((long) (1_000_000_000 / rate));
    }

    void accepted() {
        deferrals = Math.max(0, deferrals - 1);
        double faster = rate + 0.5 / rate;
        rate = faster > RECOVERED ? full : Math.min(full, faster);
    }

    void deferred(Instant now) {
        lastUsed = now;
        if (now.isBefore(countedSince)) {
            return;
        }
        if (countedSince.plus(WINDOW).isBefore(now)) {
            countedSince = now;
            deferrals = 0;
        }
        if (++deferrals >= DEFERRALS) {
            deferrals = 0;
            countedSince = now.plus(SETTLING);
            next = later(next, now);
            rate = Math.min(rate, Math.max(SLOWEST, Math.min(FIRST, rate / 2)));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Duration share(Duration whole, double part) {
        return Duration.ofNanos((long) (whole.toNanos() * part));
    }
}
