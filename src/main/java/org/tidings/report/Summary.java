package org.tidings.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.TimedText;
import org.tidings.recipient.RecipientStatus;

/**
 * The summary at the top of the report.
 *
 * @param pausedForCause whether Tidings paused it, so that the cause should be looked at before it is resumed
 * @param missed whether its time passed while Tidings was not running, so that it waits for a person
 * @param undoable whether it was just sent and can be taken back
 * @param goesOutLabel the words before {@code goesOut}
 * @param goesOut when it was or will be sent
 * @param stateLine the state in words
 * @param problem the problem and what to do about it; null if there is none
 * @param clearing when the report is cleared, in words
 * @param notCountedLinks opens and clicks that are not known to be a person's, in words
 * @param changes who joined and left the audience between scheduling and sending, in words; null if nobody did
 * @param forecast who will get a scheduled blast as far as known, in words; null once it has started
 * @param objectionLinks the number of complaints and unsubscribes, in words
 * @param answers what recipients confirmed and answered; empty if the message asks nothing
 */
record Summary(
        String id,
        String title,
        BlastState state,
        boolean pausedForCause,
        boolean missed,
        boolean undoable,
        String goesOutLabel,
        @Nullable Instant goesOut,
        String author,
        String purpose,
        int selected,
        int attention,
        TimedText stateLine,
        @Nullable TimedText problem,
        TimedText clearing,
        @Nullable String forecast,
        @Nullable String changes,
        List<PeopleLink> notCountedLinks,
        List<PeopleLink> objectionLinks,
        List<AnswerSummary> answers,
        List<Part> parts) {

    /** A count with the list of its people. */
    record PeopleLink(String text, RecipientMark mark) {}

    /** {@link #notCountedLinks} for exports; null if there are none. */
    public @Nullable String notCounted() {
        return notCountedLinks.isEmpty()
                ? null
                : notCountedLinks.stream().map(PeopleLink::text).collect(Collectors.joining(" "));
    }

    /** {@link #objectionLinks} for exports; null if there are none. */
    public @Nullable String objections() {
        return objectionLinks.isEmpty()
                ? null
                : objectionLinks.stream().map(PeopleLink::text).collect(Collectors.joining(", ", "", "."));
    }

    /** One of the eight parts of the total. */
    record Part(RecipientStatus status, int count) {
        /** Whether these people were not mailed on purpose. */
        public boolean isLeftOut() {
            return status == RecipientStatus.INVALID || status == RecipientStatus.UNSUBSCRIBED;
        }

        /** For {@code id} and {@code class} attributes. */
        public String key() {
            return status.name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isUnstarted() {
        return state == BlastState.SCHEDULED || missed;
    }

    /** Whether it has begun to be sent. */
    public boolean isStarted() {
        return goesOutLabel.equals("Sent") || goesOutLabel.equals("Started");
    }

    /** Whether it is under way or was stopped there. */
    public boolean isSending() {
        return goesOutLabel.equals("Started");
    }

    public boolean isPausable() {
        return state == BlastState.RUNNING;
    }

    public boolean isResumable() {
        return state == BlastState.PAUSED && !missed;
    }

    public boolean isCancellable() {
        return state.isCancellable();
    }

    public boolean isDeletable() {
        return state.isDeletable();
    }

    /** The refresh interval in seconds: feedback arrives for days, but more slowly than mail is sent. */
    public int refreshSeconds() {
        return switch (state) {
            case SCHEDULED -> undoable ? 1 : 5;
            case RUNNING -> 2;
            case PAUSED -> 5; // somebody else may resume or send it
            case CANCELLED -> isStarted() && !isSending() ? 2 : 20; // a cancelled round ends in seconds
            default -> 20;
        };
    }
}
