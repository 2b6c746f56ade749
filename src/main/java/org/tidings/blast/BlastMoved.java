package org.tidings.blast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event: a blast has moved, in the current transaction.
 *
 * @param at the time of the transition, UTC
 * @param reason why it was paused, in a sentence, when it was not by hand
 */
public record BlastMoved(
        long blastId, Step step, Instant at, @Nullable String reason) {

    /** The steps that other features and programs follow. Resuming a blast that was started before is none of them. */
    public enum Step {
        STARTED,
        PAUSED,
        COMPLETED,
        CANCELLED
    }
}
