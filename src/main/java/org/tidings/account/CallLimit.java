package org.tidings.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts the calls of each API key on this node in windows of a minute. Told to clients by <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a> (draft 10).
 */
final class CallLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String POLICY = "\"key\"";

    private final int most;
    private final Cache<Long, Window> windows =
            Caffeine.newBuilder().maximumSize(100_000).build();

    /** @param most calls of a key in a minute */
    CallLimit(int most) {
        this.most = most;
    }

    private record Window(Instant end, int calls) {

        Window next(Instant now) {
            return now.isBefore(end) ? new Window(end, calls + 1) : new Window(now.plus(WINDOW), 1);
        }
    }

    /**
     * What is left after a call.
     *
     * @param remaining calls in this window; negative if this one is too many
     * @param seconds until the window ends, rounded up: who waits that long is in the next window
     */
    record Left(int most, int remaining, long seconds) {

        boolean isExceeded() {
            return remaining < 0;
        }

        /** {@code RateLimit-Policy}. */
        String policy() {
            return POLICY + ";q=" + most + ";w=" + WINDOW.toSeconds();
        }

        /** {@code RateLimit}. */
        String limit() {
            return POLICY + ";r=" + Math.max(0, remaining) + ";t=" + seconds;
        }
    }

    Left count(long keyId, Instant now) {
        Window window = windows.asMap()
                .compute(keyId, (key, known) -> known == null ? new Window(now.plus(WINDOW), 1) : known.next(now));
        long seconds =
                Duration.between(now, window.end()).plusNanos(999_999_999).toSeconds();
        return new Left(most, most - window.calls(), seconds);
    }
}
