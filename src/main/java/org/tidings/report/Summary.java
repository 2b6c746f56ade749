package org.tidings.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastState;
import org.tidings.recipient.RecipientStatus;

/**
 * The head of the document.
 *
 * @param goesOut when it was or will be sent
 * @param stateLine how it is doing
 * @param trouble what is wrong and what to do
 * @param clearing when the document is cleared, in words
 * @param automatic what machines did, in words; null when they did nothing
 * @param objections how many do not want such mail, in words; null when nobody said so
 */
record Summary(
        String id,
        String title,
        BlastState state,
        @Nullable Instant goesOut,
        String author,
        String purpose,
        int selected,
        int attention,
        String stateLine,
        @Nullable String trouble,
        String clearing,
        @Nullable String automatic,
        @Nullable String objections,
        List<Part> parts) {

    /** One of the eight places. */
    record Part(RecipientStatus status, int count) {
        /** For {@code id} and {@code class} attributes. */
        public String key() {
            return status.name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isScheduled() {
        return state == BlastState.SCHEDULED;
    }

    public boolean isPausable() {
        return state == BlastState.RUNNING;
    }

    public boolean isResumable() {
        return state == BlastState.PAUSED;
    }

    public boolean isCancellable() {
        return state.isCancellable();
    }

    public boolean isDeletable() {
        return state.isDeletable();
    }

    /** Seconds between two looks at the counts: feedback comes for days, but slower than mail goes out. */
    public int refreshSeconds() {
        return state == BlastState.RUNNING ? 2 : 20;
    }
}
