package org.tidings.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The speed of one receiving domain. Deferrals that outweigh the acceptances of a minute halve it, each acceptance raises it a little, which
 * comes to half a message a second more every second (additive increase, multiplicative decrease, as in RFC 5681). Who cannot go now gets a
 * turn behind the others of its blast that wait, so that a recipient is claimed about once for its turn, and no blast waits for another.
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
    /** A slowed domain may have recovered by then, so nobody is put off for longer. */
    private static final Duration HORIZON = Duration.ofMinutes(15);

    /** What was learned is out of date when the domain neither deferred nor was written to for so long. */
    private static final Duration MEMORY = Duration.ofHours(1);
    /** The dispatcher may come later than a turn by so much without the turn being lost. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    /** Of the interval between two turns: by so much they are spread. */
    private static final double SPREAD = 0.1;

    private final double full;
    private final DoubleSupplier random;
    private double rate;
    private int deferrals;
    private Instant countedSince;
    private Instant lastUsed;
    private Instant next;
    private final Map<Long, Instant> queueEnds = new HashMap<>();

    /** The rate is messages a second at full speed; the random values are from 0 to 1. */
    AdaptiveRate(double full, DoubleSupplier random, Instant now) {
        this.full = full;
        this.random = random;
        this.rate = full;
        this.countedSince = now;
        this.lastUsed = now;
        this.next = now;
    }

    /** Null to send now, and the turn is taken; otherwise when it will be the turn. */
    @Nullable
    Instant putOff(long blastId, Instant now) {
        if (lastUsed.plus(MEMORY).isBefore(now)) {
            rate = full;
            deferrals = 0;
        }
        lastUsed = now;
        if (rate == UNLIMITED) {
            return null;
        }
        Duration interval = Duration.ofNanos((long) (1_000_000_000 / rate));
        if (!next.isAfter(now)) {
            next = (isAwaited(now) ? later(next, now.minus(CATCH_UP).minus(share(interval, SPREAD))) : now)
                    .plus(interval);
            return null;
        }
        queueEnds.values().removeIf(end -> end.isBefore(now));
        Instant turn = later(queueEnds.getOrDefault(blastId, next), next);
        if (rate < full && turn.isAfter(now.plus(HORIZON))) {
            return now.plus(share(HORIZON, 0.5 + 0.5 * random.getAsDouble()));
        }
        queueEnds.put(blastId, turn.plus(interval));
        return turn.plus(share(interval, SPREAD * random.getAsDouble()));
    }

    /** Whether somebody who was put off may be late for the turn; who was not has nothing to catch up. */
    private boolean isAwaited(Instant now) {
        return queueEnds.values().stream().anyMatch(end -> end.isAfter(now.minus(CATCH_UP)));
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
