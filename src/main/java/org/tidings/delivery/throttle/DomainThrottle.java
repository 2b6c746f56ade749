package org.tidings.delivery.throttle;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate per receiving domain: to the configured rate, and to a lower one while the domain defers. Keeps state for the domains with a
 * configured rate and for the last 1,000 that deferred. Thread-safe.
 */
public final class DomainThrottle {

    private static final int MOST_DEFERRING = 1000;

    private final Map<String, AdaptiveRate> limited = new HashMap<>();
    private final Map<String, AdaptiveRate> deferring = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AdaptiveRate> eldest) {
            return size() > MOST_DEFERRING;
        }
    };
    private final DoubleSupplier random;
    private volatile boolean unused;

    /**
     * Creates a throttle.
     *
     * @param rates messages per second, by domain
     * @param random values from 0 to 1
     */
    public DomainThrottle(Map<String, Double> rates, DoubleSupplier random) {
        this.random = random;
        rates.forEach((domain, rate) ->
                limited.put(domain.toLowerCase(Locale.ROOT), new AdaptiveRate(rate, random, Instant.EPOCH)));
        unused = limited.isEmpty();
    }

    /** Takes a permit if a message may be sent to the domain now, and returns whether it did. */
    public boolean tryAcquire(String domain, Instant now) {
        return unused || tryAcquireThrottled(domain, now);
    }

    private synchronized boolean tryAcquireThrottled(String domain, Instant now) {
        AdaptiveRate rate = find(domain);
        return rate == null || rate.tryAcquire(now);
    }

    /**
     * Reserves time for messages that got no permit.
     *
     * @return when the first of them may be sent, after the existing reservations of the blast
     */
    public synchronized Instant reserve(String domain, long blastId, int messages, Instant now) {
        AdaptiveRate rate = find(domain);
        return rate == null ? now : rate.reserve(blastId, messages, now);
    }

    /** When to retry messages that had a reservation but got no permit. */
    public synchronized Instant again(String domain, Instant now) {
        AdaptiveRate rate = find(domain);
        return rate == null ? now : rate.again(now);
    }

    public void accepted(String domain) {
        if (!unused) {
            acceptedThrottled(domain);
        }
    }

    private synchronized void acceptedThrottled(String domain) {
        AdaptiveRate rate = find(domain);
        if (rate != null) {
            rate.accepted();
        }
    }

    /** The domain deferred a message. */
    public synchronized void deferred(String domain, Instant now) {
        AdaptiveRate rate = find(domain);
        if (rate == null) {
            rate = new AdaptiveRate(AdaptiveRate.UNLIMITED, random, now);
            deferring.put(domain, rate);
            unused = false;
        }
        rate.deferred(now);
    }

    /** Discards the recorded deferrals, because the relay caused them. */
    public synchronized void forgetDeferrals() {
        deferring.clear();
        unused = limited.isEmpty();
    }

    /** The number of domains with state. */
    synchronized int size() {
        return limited.size() + deferring.size();
    }

    private @Nullable AdaptiveRate find(String domain) {
        AdaptiveRate rate = limited.get(domain);
        return rate == null ? deferring.get(domain) : rate;
    }
}
