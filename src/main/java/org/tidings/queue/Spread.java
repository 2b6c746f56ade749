package org.tidings.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * Spreads the first attempts of a blast evenly over a time, in slices of consecutive recipients. The first slice is due at the start, the last
 * one at the end.
 *
 * @param over zero makes all of them due at the start
 * @param people number of the last recipient
 */
public record Spread(Instant start, Duration over, int people) {

    /** Number of recipients in a slice, and therefore in a range: at most one slice a minute, or as many as a range can have. */
    public int rangeSize() {
        if (over.isZero()) {
            return NewRanges.SIZE;
        }
        long slices = Math.max(1, over.toMinutes());
        return (int) Math.max(1, Math.min(NewRanges.SIZE, (people + slices - 1) / slices));
    }

    /** When a range is due. */
    Instant dueAt(SeqRange seqs) {
        int beforeTheLast = people - rangeSize();
        if (over.isZero() || beforeTheLast <= 0) {
            return start;
        }
        double part = Math.min(1, (seqs.first() - 1) / (double) beforeTheLast);
        return start.plusMillis((long) (over.toMillis() * part));
    }
}
