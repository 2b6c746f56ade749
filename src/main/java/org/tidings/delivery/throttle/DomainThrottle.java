package org.tidings.delivery.throttle;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how fast each receiving domain is sent to: at most at its configured rate, and more slowly while it defers. Keeps state for the
 * domains that have a rate, and for the last thousand that deferred. Safe for use by several threads.
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

    /** The rates are messages a second, by domain; the random values are from 0 to 1. */
    public DomainThrottle(Map<String, Double> rates, DoubleSupplier random) {
        this.random = random;
        rates.forEach((domain, rate) ->
                limited.put(domain.toLowerCase(Locale.ROOT), new AdaptiveRate(rate, random, Instant.EPOCH)));
        unused = limited.isEmpty();
    }

    /** Whether a message may be sent to the domain now. If so, the permit is taken. */
    public boolean tryAcquire(String domain, Instant now) {
        return unused || tryAcquireThrottled(domain, now);
    }

    private synchronized boolean tryAcquireThrottled(String domain, Instant now) {
        AdaptiveRate rate = find(domain);
        return rate == null || rate.tryAcquire(now);
    }

    /**
     * Reserves time for messages that were not permitted.
     *
     * @return when the first of them may be sent, after those of the same blast that have a reservation already
     */
    public synchronized Instant reserve(String domain, long blastId, int messages, Instant now) {
        AdaptiveRate rate = find(domain);
        return rate == null ? now : rate.reserve(blastId, messages, now);
    }

    /** When messages that had a reservation and were not permitted are to be tried again. */
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

    /** The domain asks for less mail for now. */
    public synchronized void deferred(String domain, Instant now) {
        AdaptiveRate rate = find(domain);
        if (rate == null) {
            rate = new AdaptiveRate(AdaptiveRate.UNLIMITED, random, now);
            deferring.put(domain, rate);
            unused = false;
        }
        rate.deferred(now);
    }

    /** Forgets deferrals that turned out to be the relay's. */
    public synchronized void forgetDeferrals() {
        deferring.clear();
        unused = limited.isEmpty();
    }

    /** How many domains are known. */
    synchronized int size() {
        return limited.size() + deferring.size();
    }

    private @Nullable AdaptiveRate find(String domain) {
        AdaptiveRate rate = limited.get(domain);
        return rate == null ? deferring.get(domain) : rate;
    }
}
