package org.tidings.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.RecipientCounts;

/** Describes the state of a blast and, in case of a problem, what to do, each in a sentence. */
public final class BlastStatusText {

    private static final Duration SOON = Duration.ofHours(20);

    private BlastStatusText() {}

    /** The state, such as "Sending: 312 of 412 done.". */
    public static String of(Blast blast, RecipientCounts counts, Dates dates) {
        return switch (blast.state) {
            case DRAFT -> "Draft.";
            case SCHEDULED -> "Will be sent " + dates.relative(Objects.requireNonNull(blast.sendAt)) + ".";
            case RUNNING -> running(blast, counts);
            case PAUSED -> blast.pauseReason == null ? "Paused." : "Paused: " + withStop(blast.pauseReason);
            case COMPLETED ->
                "Completed " + dates.relative(Objects.requireNonNull(blast.completedAt)) + "."
                        + (hasUnderWay(counts) ? " Some messages are not confirmed yet." : "");
            case CANCELLED ->
                "Cancelled " + dates.relative(Objects.requireNonNull(blast.cancelledAt))
                        + ". People it did not reach are listed under Failed.";
        };
    }

    private static String running(Blast blast, RecipientCounts counts) {
        return blast.launchedAt == null
                ? String.format("Preparing: %,d people so far, %,d done.", counts.selected(), counts.handled())
                : String.format("Sending: %,d of %,d done.", counts.handled(), counts.selected());
    }

    private static boolean hasUnderWay(RecipientCounts counts) {
        return counts.sent > counts.waiting;
    }

    /** The problem and what to do about it; null if there is none. */
    public static @Nullable String problem(Blast blast, Dates dates) {
        if (blast.state == BlastState.PAUSED) {
            return blast.pauseReason == null
                    ? "Nothing is sent until you resume it."
                    : "Fix the cause, then resume it. Nothing is sent until then.";
        }
        if (blast.deliveryError == null || blast.state == BlastState.CANCELLED) {
            return null;
        }
        String since =
                blast.deliveryErrorSince == null ? "" : " Since " + dates.relative(blast.deliveryErrorSince) + ".";
        return withStop(blast.deliveryError) + since
                + " No message is lost. Sending continues automatically when the mail server accepts mail again.";
    }

    /** When the report is cleared, such as "cleared on 22 Jan 2027". */
    public static String clearing(@Nullable Instant clearAt, Duration retention, Dates dates) {
        if (clearAt == null) {
            return "kept for " + retention.toDays() + " days after it is completed";
        }
        return Duration.between(dates.now(), clearAt).compareTo(SOON) < 0
                ? "cleared " + dates.relative(clearAt)
                : "cleared on " + dates.day(clearAt);
    }

    private static String withStop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
