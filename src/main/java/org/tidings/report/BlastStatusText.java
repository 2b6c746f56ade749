package org.tidings.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.RecipientCounts;

/** How a blast is doing, and what to do when it is not doing well, each in a sentence. Pure. */
public final class BlastStatusText {

    private static final Duration SOON = Duration.ofHours(20);

    private BlastStatusText() {}

    /** "Being sent: 312 of 412 done." and the like. */
    public static String of(Blast blast, RecipientCounts counts, Dates dates) {
        return switch (blast.state) {
            case DRAFT -> "A draft.";
            case SCHEDULED -> "Goes out " + dates.said(Objects.requireNonNull(blast.sendAt)) + ".";
            case RUNNING -> running(blast, counts);
            case PAUSED -> blast.pauseReason == null ? "Paused." : "Paused: " + withStop(blast.pauseReason);
            case COMPLETED ->
                "Completed " + dates.said(Objects.requireNonNull(blast.completedAt)) + "."
                        + (hasUnderWay(counts) ? " Some are still on their way." : "");
            case CANCELLED ->
                "Cancelled " + dates.said(Objects.requireNonNull(blast.cancelledAt))
                        + ". Those it did not reach are listed as Failed.";
        };
    }

    private static String running(Blast blast, RecipientCounts counts) {
        return blast.launchedAt == null
                ? String.format(
                        "Getting the list ready: %,d people so far, %,d done.", counts.selected(), counts.handled())
                : String.format("Being sent: %,d of %,d done.", counts.handled(), counts.selected());
    }

    private static boolean hasUnderWay(RecipientCounts counts) {
        return counts.sent > counts.waiting;
    }

    /** What is wrong and what to do; null when all is well. */
    public static @Nullable String trouble(Blast blast, Dates dates) {
        if (blast.state == BlastState.PAUSED) {
            return blast.pauseReason == null
                    ? "Nothing goes out until you resume it."
                    : "Nothing goes out until you resume it. Put right what stopped it first.";
        }
        if (blast.trouble == null || blast.state == BlastState.CANCELLED) {
            return null;
        }
        String since = blast.troubleSince == null ? "" : " Since " + dates.said(blast.troubleSince) + ".";
        return withStop(blast.trouble) + since
                + " Nothing is lost: it goes on by itself as soon as the mail server takes mail again.";
    }

    /** " cleared on 22 Jan 2027". */
    public static String clearing(@Nullable Instant clearAt, Duration retention, Dates dates) {
        if (clearAt == null) {
            return "kept for " + retention.toDays() + " days after it is completed";
        }
        return Duration.between(dates.now(), clearAt).compareTo(SOON) < 0
                ? "cleared " + dates.said(clearAt)
                : "cleared on " + dates.day(clearAt);
    }

    private static String withStop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
