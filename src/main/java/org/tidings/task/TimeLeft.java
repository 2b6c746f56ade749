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
 * Estimates the remaining time of a task from its progress while its page is open: sampled every two seconds, over the last minute. Returns
 * nothing in the first seconds and when there is no progress.
 */
@ApplicationScoped
class TimeLeft {

    private static final Duration MIN_SPAN = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Sample(Instant at, int done) {}

    private final Map<Long, Deque<Sample>> samples = new ConcurrentHashMap<>();

    /** Records the progress of a running task and returns the estimate. */
    Optional<Duration> record(long blastId, int done, int of, Instant now) {
        removeOld(now);
        Deque<Sample> recent = samples.computeIfAbsent(blastId, id -> new ArrayDeque<>());
        synchronized (recent) {
            recent.removeIf(sample -> sample.at.isBefore(now.minus(WINDOW)));
            recent.addLast(new Sample(now, done));
            return estimate(recent.getFirst(), recent.getLast(), of);
        }
    }

    private static Optional<Duration> estimate(Sample first, Sample last, int of) {
        Duration passed = Duration.between(first.at, last.at);
        int moved = last.done - first.done;
        if (passed.compareTo(MIN_SPAN) < 0 || moved <= 0) {
            return Optional.empty();
        }
        long millis = (long) ((double) passed.toMillis() * (of - last.done) / moved);
        return Optional.of(Duration.ofMillis(millis));
    }

    /** Removes samples older than a minute. */
    private void removeOld(Instant now) {
        for (Iterator<Deque<Sample>> all = samples.values().iterator(); all.hasNext(); ) {
            Deque<Sample> recent = all.next();
            synchronized (recent) {
                if (!recent.isEmpty() && recent.getLast().at.isBefore(now.minus(WINDOW))) {
                    all.remove();
                }
            }
        }
    }

    /** Formats the estimate, such as "about 1 min left". */
    static String text(Duration left) {
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
