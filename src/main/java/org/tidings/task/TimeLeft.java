package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a task still takes, judged by how fast it went while somebody was looking: a look every two seconds, the last minute counts. Says
 * nothing where nothing can be said: in the first seconds, and when nothing moved.
 */
@ApplicationScoped
class TimeLeft {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private record Look(Instant at, int done) {}

    private final Map<Long, Deque<Look>> looks = new ConcurrentHashMap<>();

    /** Notes how far a running task is, and says what that means. */
    Optional<Duration> look(long blastId, int done, int of, Instant now) {
        forgetOld(now);
        Deque<Look> seen = looks.computeIfAbsent(blastId, id -> new ArrayDeque<>());
        synchronized (seen) {
            seen.removeIf(look -> look.at.isBefore(now.minus(LONGEST)));
            seen.addLast(new Look(now, done));
            return estimate(seen.getFirst(), seen.getLast(), of);
        }
    }

    private static Optional<Duration> estimate(Look first, Look last, int of) {
        Duration passed = Duration.between(first.at, last.at);
        int moved = last.done - first.done;
        if (passed.compareTo(SHORTEST) < 0 || moved <= 0) {
            return Optional.empty();
        }
        long millis = (long) ((double) passed.toMillis() * (of - last.done) / moved);
        return Optional.of(Duration.ofMillis(millis));
    }

    /** A task that nobody has looked at for a minute is as good as new. */
    private void forgetOld(Instant now) {
        for (Iterator<Deque<Look>> all = looks.values().iterator(); all.hasNext(); ) {
            Deque<Look> seen = all.next();
            synchronized (seen) {
                if (!seen.isEmpty() && seen.getLast().at.isBefore(now.minus(LONGEST))) {
                    all.remove();
                }
            }
        }
    }

    /** "about 1 min left". */
    static String said(Duration left) {
        long seconds = left.toSeconds();
        if (seconds < 45) {
            return "less than a minute left";
        }
        long minutes = Math.max(1, Math.round(seconds / 60.0));
        if (minutes < 90) {
            return "about " + minutes + " min left";
        }
        return "about " + Math.round(minutes / 60.0) + " hours left";
    }
}
