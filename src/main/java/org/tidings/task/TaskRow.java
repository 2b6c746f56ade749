package org.tidings.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.Numbers;
import org.tidings.platform.web.TimedText;

/**
 * A background task in the list.
 *
 * @param when it was started, is scheduled or was created
 * @param pausedForCause whether Tidings paused it, so that the cause should be looked at before it is resumed
 * @param missed whether its time passed while Tidings was not running, so that it waits for a person
 * @param undoable whether it was just sent and can be taken back
 * @param done the number of recipients that were attempted or need no attempt
 * @param attention the number of people who did not get it and about whom something can be done
 * @param audience whom a draft is for, in words; null for others and while nobody is selected
 * @param text the state in words
 * @param problem the problem and what to do about it; null if there is none
 * @param clearing when the report will be cleared, in words; null if not yet known
 */
record TaskRow(
        String id,
        String title,
        String author,
        Instant when,
        BlastState state,
        boolean pausedForCause,
        boolean missed,
        boolean undoable,
        int done,
        int selected,
        boolean launched,
        int attention,
        @Nullable String audience,
        TimedText text,
        @Nullable TimedText problem,
        @Nullable TimedText clearing) {

    public boolean isRunning() {
        return state == BlastState.RUNNING;
    }

    /** Whether its text changes every few seconds. */
    public boolean isLive() {
        return isRunning() || undoable;
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

    public boolean isScheduled() {
        return state == BlastState.SCHEDULED;
    }

    public boolean isCancellable() {
        return state.isCancellable();
    }

    public boolean isDeletable() {
        return state.isDeletable();
    }

    public String attentionText() {
        return Numbers.of(attention, "needs attention", "need attention");
    }

    /** False while recipients are still being created, because the total is not yet known. */
    public boolean isProgress() {
        return isUnderWay() && launched && selected > 0;
    }
}
