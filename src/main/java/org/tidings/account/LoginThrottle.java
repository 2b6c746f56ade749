package org.tidings.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Throttles password guessing. After some failures each further failure doubles the wait, both for the email address and for the client's
 * IP address. State is kept in memory per node: several nodes multiply the allowed attempts, and a restart resets them.
 *
 * <p>An attempt counts as failed from its start until {@link #succeeded} is called, which also limits concurrent attempts.
 */
final class LoginThrottle {

    /** Allows for the typing errors of one person. */
    private static final int FREE_FOR_EMAIL = 5;

    /** Allows for the typing errors of an office behind one IP address. */
    private static final int FREE_FOR_REMOTE_ADDRESS = 30;

    /** Long enough to make guessing impractical, short enough that an attacker cannot lock an owner out for a day. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Map<String, Failures> failures;
    private final Clock clock;

    /**
     * Creates a throttle without recorded failures.
     *
     * @param most the maximum number of tracked email and IP addresses; the least recently used one is evicted first
     */
    LoginThrottle(Clock clock, int most) {
        this.clock = clock;
        this.failures = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > most;
            }
        };
    }

    /** Returns zero and counts the attempt if it is allowed now, otherwise how long to wait. */
    synchronized Duration attempt(String email, String remoteAddress) {
        Instant now = clock.instant();
        Failures ofEmail = of("e " + email, now);
        Failures ofAddress = of("a " + remoteAddress, now);
        Duration wait = max(ofEmail.waitAt(now), ofAddress.waitAt(now));
        if (wait.isZero()) {
            failures.put("e " + email, ofEmail.incremented(now, FREE_FOR_EMAIL));
            failures.put("a " + remoteAddress, ofAddress.incremented(now, FREE_FOR_REMOTE_ADDRESS));
        }
        return wait;
    }

    /** Resets the failures of the email address; for the IP address, only uncounts this attempt. */
    synchronized void succeeded(String email, String remoteAddress) {
        failures.remove("e " + email);
        failures.computeIfPresent(
                "a " + remoteAddress, (key, of) -> new Failures(of.count - 1, of.last, Instant.EPOCH));
    }

    synchronized void forgetOld() {
        Instant now = clock.instant();
        failures.values().removeIf(of -> of.isOldAt(now));
    }

    private Failures of(String key, Instant now) {
        Failures known = failures.get(key);
        return known == null || known.isOldAt(now) ? Failures.NONE : known;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private record Failures(int count, Instant last, Instant waitUntil) {

        static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH);

        Failures incremented(Instant now, int free) {
            int beyond = count + 1 - free;
            Duration wait = beyond < 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(beyond, 20));
            Duration capped = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            return new Failures(count + 1, now, now.plus(capped));
        }

        Duration waitAt(Instant now) {
            return waitUntil.isAfter(now) ? Duration.between(now, waitUntil) : Duration.ZERO;
        }

        boolean isOldAt(Instant now) {
            return last.plus(FORGOTTEN_AFTER).isBefore(now);
        }
    }
}
