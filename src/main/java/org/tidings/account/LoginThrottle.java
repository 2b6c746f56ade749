package org.tidings.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses passwords: after some failures each further one doubles the wait, for the address that is
 * tried and for the place it is tried from. In memory and for one node: a guesser gains a factor of the number of
 * nodes, and a restart forgives.
 *
 * <p>An attempt counts as failed from its start until {@link #succeeded}, so that a hundred at once are no way round.
 */
final class LoginThrottle {

    /** Typing errors of one person. */
    private static final int FREE_FOR_EMAIL = 5;

    /** Typing errors of an office behind one address. */
    private static final int FREE_FOR_PLACE = 30;

    /** Long enough to make guessing hopeless, short enough that a stranger cannot lock an owner out for the day. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Map<String, Failures> failures;
    private final Clock clock;

    /**
     * A throttle that has seen nothing yet.
     *
     * @param most how many addresses and places are remembered; the one that was idle longest is forgotten first
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

    /** Zero when an attempt may be made now, which counts it; else how long to wait. */
    synchronized Duration attempt(String email, String place) {
        Instant now = clock.instant();
        Failures ofEmail = of("e " + email, now);
        Failures ofPlace = of("p " + place, now);
        Duration wait = longer(ofEmail.waitAt(now), ofPlace.waitAt(now));
        if (wait.isZero()) {
            failures.put("e " + email, ofEmail.oneMore(now, FREE_FOR_EMAIL));
            failures.put("p " + place, ofPlace.oneMore(now, FREE_FOR_PLACE));
        }
        return wait;
    }

    /** Forgives the address; the place loses only the attempt that was none. */
    synchronized void succeeded(String email, String place) {
        failures.remove("e " + email);
        failures.computeIfPresent("p " + place, (key, of) -> new Failures(of.count - 1, of.last, Instant.EPOCH));
    }

    synchronized void forgetOld() {
        Instant now = clock.instant();
        failures.values().removeIf(of -> of.isOldAt(now));
    }

    private Failures of(String key, Instant now) {
        Failures known = failures.get(key);
        return known == null || known.isOldAt(now) ? Failures.NONE : known;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private record Failures(int count, Instant last, Instant waitUntil) {

        static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH);

        Failures oneMore(Instant now, int free) {
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
