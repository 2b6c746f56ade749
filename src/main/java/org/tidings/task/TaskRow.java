package org.tidings.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastState;

/**
 * A background task as the list shows it.
 *
 * @param when it was started, or will be, or was written down
 * @param done how many were attempted or need no attempt
 * @param said how it is doing
 * @param trouble what is wrong and what to do; null when all is well
 * @param clearing when the document goes, in words; null while that is not known
 */
record TaskRow(
        String id,
        String title,
        String author,
        Instant when,
        BlastState state,
        int done,
        int selected,
        boolean launched,
        String said,
        @Nullable String trouble,
        @Nullable String clearing) {

    public boolean isRunning() {
        return state == BlastState.RUNNING;
    }

    public boolean isUnderWay() {
        return state == BlastState.RUNNING || state == BlastState.PAUSED;
    }

    public boolean isPaused() {
        return state == BlastState.PAUSED;
    }

    public boolean isDraft() {
        return state == BlastState.DRAFT;
    }

    public boolean isCancellable() {
        return state.isCancellable();
    }

    public boolean isDeletable() {
        return state.isDeletable();
    }

    /** A bar without an end would be a lie while the list is still being made. */
    public boolean isProgress() {
        return isUnderWay() && launched && selected > 0;
    }
}
