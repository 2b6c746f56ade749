package org.tidings.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast each receiving domain is written to: at most its configured rate, and slower while it defers. Several deferrals within a minute
 * halve the speed, each acceptance raises it again a little (additive increase, multiplicative decrease). Knows only domains that are
 * limited or deferred lately.
 */
final class DomainPace {

    private static final int DEFERRALS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Messages a second: where slowing down begins, how slow it gets, and where a domain is at full speed again. */
    private static final double FIRST = 10;

    private static final double SLOWEST = 0.2;
    private static final double FULL = 100;
    /** A slow domain may have recovered by then, so nobody is put off for longer. */
    private static final Duration HORIZON = Duration.ofMinutes(15);

    private final Map<String, Double> configured = new HashMap<>();
    private final Map<String, Domain> domains = new HashMap<>();

    /** The rates are messages a second, by domain. */
    DomainPace(Map<String, Double> rates) {
        rates.forEach((domain, rate) -> configured.put(domain.toLowerCase(Locale.ROOT), rate));
    }

    /** Null to send now, and the turn is taken; otherwise when it will be this recipient's turn. */
    synchronized @Nullable Instant putOff(String email, Instant now) {
        String name = domain(email);
        Domain domain = configured.containsKey(name) ? known(name, now) : domains.get(name);
        return domain == null || (domain.rate >= FULL && !configured.containsKey(name)) ? null : domain.putOff(now);
    }

    synchronized void accepted(String email) {
        String name = domain(email);
        Domain domain = domains.get(name);
        if (domain != null) {
            domain.rate = Math.min(full(name), domain.rate + 0.5 / domain.rate);
        }
    }

    synchronized void deferred(String email, Instant now) {
        domains.entrySet().removeIf(entry -> entry.getValue().isIdle(full(entry.getKey()), now));
        String name = domain(email);
        Domain domain = known(name, now);
        if (domain.since.plus(WINDOW).isBefore(now)) {
            domain.since = now;
            domain.deferrals = 0;
        }
        if (++domain.deferrals >= DEFERRALS) {
            domain.deferrals = 0;
            domain.rate = Math.max(Math.min(SLOWEST, domain.rate), Math.min(domain.rate, 2 * FIRST) / 2);
        }
    }

    synchronized int size() {
        return domains.size();
    }

    private Domain known(String name, Instant now) {
        return domains.computeIfAbsent(name, key -> new Domain(full(key), now));
    }

    private double full(String name) {
        return configured.getOrDefault(name, FULL);
    }

    private static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static final class Domain {
        private double rate;
        private Instant since;
        private int deferrals;
        private Instant next;
        private Instant queueEnd;

        Domain(double rate, Instant now) {
            this.rate = rate;
            this.since = now;
            this.next = now;
            this.queueEnd = now;
        }

        /** Who is put off queues behind the others, so that a row is claimed about once for its turn. */
        @Nullable
        Instant putOff(Instant now) {
            Duration interval = Duration.ofNanos((long) (1_000_000_000 / rate));
            if (!next.isAfter(now)) {
                Instant aSecondAgo = now.minusSeconds(1); // what a pause of the dispatcher missed is caught up
                next = (next.isBefore(aSecondAgo) ? aSecondAgo : next).plus(interval);
                return null;
            }
            queueEnd = (queueEnd.isBefore(next) ? next : queueEnd).plus(interval);
            if (queueEnd.isAfter(now.plus(HORIZON))) {
                queueEnd = now.plus(HORIZON.dividedBy(2)); // beyond it, turns are shared
            }
            return queueEnd;
        }

        boolean isIdle(double full, Instant now) {
            return rate >= full && since.plus(WINDOW).isBefore(now) && !queueEnd.isAfter(now);
        }
    }
}
