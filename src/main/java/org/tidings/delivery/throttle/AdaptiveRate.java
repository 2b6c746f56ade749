package org.tidings.delivery.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The rate of one receiving domain. Deferrals that outweigh the acceptances of a minute halve it; each acceptance raises it a little, which
 * adds half a message a second every second (additive increase, multiplicative decrease, as in RFC 5681). Messages that have to wait reserve
 * time behind the others of their blast, so that they are claimed about once, and no blast waits for another.
 */
final class AdaptiveRate {

    /** The rate of a domain without a limit. */
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** Messages a second: where slowing down begins, how slow it gets, and above which there is no need of it any more. */
    private static final double FIRST = 10;

    private static final double SLOWEST = 0.2;
    private static final double RECOVERED = 100;

    private static final int DEFERRALS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** After a step down: the answers to what was on its way already say nothing about the new speed. */
    private static final Duration SETTLING = Duration.ofSeconds(1);
    /** A slowed domain may have recovered by then, so no reservation is later. */
    private static final Duration HORIZON = Duration.ofMinutes(15);

    /** What was learned is out of date when the domain neither deferred nor was written to for so long. */
    private static final Duration MEMORY = Duration.ofHours(1);
    /** A reservation may be used later by so much without being lost. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    /** By so much of their length waits are spread. */
    private static final double SPREAD = 0.1;

    private final double full;
    private final DoubleSupplier random;
    private double rate;
    private int deferrals;
    private Instant countedSince;
    private Instant lastUsed;
    private Instant next;
    private final Map<Long, Instant> reservedUntil = new HashMap<>();

    /** The rate is messages a second at full speed; the random values are from 0 to 1. */
    AdaptiveRate(double full, DoubleSupplier random, Instant now) {
        this.full = full;
        this.random = random;
        this.rate = full;
        this.countedSince = now;
        this.lastUsed = now;
        this.next = now;
    }

    /** Whether a message may be sent now. If so, the permit is taken. */
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

    /** Whether a reservation may be used late; without one there is nothing to catch up with. */
    private boolean isReserved(Instant now) {
        return reservedUntil.values().stream().anyMatch(end -> end.isAfter(now.minus(CATCH_UP)));
    }

    /** When the first of so many messages may be sent, after what the same blast has reserved. */
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

    /** When to try again with a reservation that found no permit: after a second's worth of permits, or the next one. */
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
