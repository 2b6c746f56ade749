package org.tidings.blast;

import java.util.Set;

/**
 * The life of a blast. {@code COMPLETED} means that everyone was attempted once; retries and feedback go on afterwards. A round makes it {@code
 * RUNNING} again.
 */
public enum BlastState {
    DRAFT,
    SCHEDULED,
    RUNNING,
    PAUSED,
    COMPLETED,
    CANCELLED;

    static final Set<BlastState> CANCELLABLE = Set.of(SCHEDULED, RUNNING, PAUSED);

    /** A task that is under way cannot be deleted; it is cancelled first. */
    public boolean isDeletable() {
        return this == DRAFT || this == COMPLETED || this == CANCELLED;
    }

    public boolean isCancellable() {
        return CANCELLABLE.contains(this);
    }

    public boolean isEditable() {
        return this == DRAFT;
    }
}
