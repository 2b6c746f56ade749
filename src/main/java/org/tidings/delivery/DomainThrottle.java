package org.tidings.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast each receiving domain is written to: at most at its configured rate, and more slowly while it defers. Knows only the domains that
 * have a rate, and the last thousand that deferred. Safe for use by several threads.
 */
final class DomainThrottle {

    private static final int MOST_DEFERRING = 1000;

    private final Map<String, AdaptiveRate> limited = new HashMap<>();
    private final Map<String, AdaptiveRate> deferring = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AdaptiveRate> eldest) {
            return size() > MOST_DEFERRING;
        }
    };
    private final DoubleSupplier random;

    /** The rates are messages a second, by domain; the random values are from 0 to 1. */
    DomainThrottle(Map<String, Double> rates, DoubleSupplier random) {
        this.random = random;
        rates.forEach((domain, rate) ->
                limited.put(domain.toLowerCase(Locale.ROOT), new AdaptiveRate(rate, random, Instant.EPOCH)));
    }

    /** Null to send now, and the turn is taken; otherwise when it will be this recipient's turn. */
    synchronized @Nullable Instant putOff(String email, long blastId, Instant now) {
        AdaptiveRate speed = find(domain(email));
        return speed == null ? null : speed.putOff(blastId, now);
    }

    synchronized void accepted(String email) {
        AdaptiveRate speed = find(domain(email));
        if (speed != null) {
            speed.accepted();
        }
    }

    /** The domain wants less mail from us for now. */
    synchronized void deferred(String email, Instant now) {
        String domain = domain(email);
        AdaptiveRate speed = find(domain);
        if (speed == null) {
            speed = new AdaptiveRate(AdaptiveRate.UNLIMITED, random, now);
            deferring.put(domain, speed);
        }
        speed.deferred(now);
    }

    /** It was not the domains' doing. */
    synchronized void forgetDeferrals() {
        deferring.clear();
    }

    /** How many domains are known. */
    synchronized int size() {
        return limited.size() + deferring.size();
    }

    private @Nullable AdaptiveRate find(String domain) {
        AdaptiveRate speed = limited.get(domain);
        return speed == null ? deferring.get(domain) : speed;
    }

    private static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
