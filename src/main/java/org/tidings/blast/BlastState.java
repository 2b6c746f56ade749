package org.tidings.blast;

import java.util.Set;

/** The life of a blast. {@code COMPLETED} means that everyone was attempted once; retries and feedback go on afterwards. */
public enum BlastState {
    DRAFT,
    SCHEDULED,
    RUNNING,
    PAUSED,
    COMPLETED,
    CANCELLED;

    /** The states from which this one can be reached. */
    public Set<BlastState> reachedFrom() {
        return switch (this) {
            case DRAFT -> Set.of(SCHEDULED);
            case SCHEDULED -> Set.of(DRAFT);
            case RUNNING -> Set.of(DRAFT, SCHEDULED, PAUSED);
            case PAUSED, COMPLETED -> Set.of(RUNNING);
            case CANCELLED -> Set.of(SCHEDULED, RUNNING, PAUSED);
        };
    }

    /** A task that is under way cannot be deleted; it is cancelled first. */
    public boolean isDeletable() {
        return this == DRAFT || this == COMPLETED || this == CANCELLED;
    }

    public boolean isCancellable() {
        return CANCELLED.reachedFrom().contains(this);
    }

    public boolean isEditable() {
        return this == DRAFT;
    }
}
