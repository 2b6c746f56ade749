package org.tidings.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.Numbers;
import org.tidings.platform.web.TimedText;
import org.tidings.recipient.RecipientCounts;

/** Describes the state of a blast and, in case of a problem, what to do, each in a sentence. */
public final class BlastStatusText {

    private static final Duration SOON = Duration.ofHours(20);

    private BlastStatusText() {}

    /**
     * The state, such as "Sending: 312 of 412 done.".
     *
     * @param retried how many recipients wait for another attempt
     */
    public static String of(Blast blast, RecipientCounts counts, int retried, Dates dates) {
        return switch (blast.state) {
            case DRAFT -> "Draft.";
            case SCHEDULED -> scheduled(blast, Objects.requireNonNull(blast.sendAt), dates) + limits(blast, dates);
            case RUNNING ->
                (blast.launchedAt == null ? preparing(counts) : sending(blast) + ": " + done(counts))
                        + limits(blast, dates);
            case PAUSED -> paused(blast, counts);
            case COMPLETED ->
                "Completed " + dates.relative(Objects.requireNonNull(blast.completedAt)) + "."
                        + underWay(counts, retried);
            case CANCELLED -> cancelled(blast, counts, dates);
        };
    }

    private static String scheduled(Blast blast, Instant sendAt, Dates dates) {
        long seconds = Duration.between(dates.now(), sendAt).toSeconds();
        if (blast.isUndoable() && seconds > 0 && !dates.paper()) {
            return "Sending in " + Numbers.of(seconds, "second", "seconds") + ".";
        }
        return "Scheduled: will be sent " + (sendAt.isAfter(dates.now()) ? dates.relative(sendAt) : "in a moment")
                + ".";
    }

    /** Over how long it is sent and when it is of no use any more; empty if there is neither. */
    public static String limits(Blast blast, Dates dates) {
        Duration over = blast.spreadOver();
        Instant useless = blast.uselessAfter;
        return (over == null ? "" : " Spread over " + words(over) + ".")
                + (useless == null || !useless.isAfter(dates.now())
                        ? ""
                        : " Stops trying " + dates.relative(useless) + ".");
    }

    private static String words(Duration time) {
        return time.toMinutes() % 60 == 0
                ? Numbers.of(time.toHours(), "hour", "hours")
                : Numbers.of(time.toMinutes(), "minute", "minutes");
    }

    private static String sending(Blast blast) {
        return blast.isSentAgain() ? "Sending again" : "Sending";
    }

    private static String preparing(RecipientCounts counts) {
        return counts.selected() == 0
                ? "Preparing: selecting the people."
                : "Preparing: " + Numbers.of(counts.selected(), "person", "people") + " so far, "
                        + Numbers.of(counts.handled()) + " done.";
    }

    private static String done(RecipientCounts counts) {
        return Numbers.of(counts.handled()) + " of " + Numbers.of(counts.selected()) + " done.";
    }

    private static String paused(Blast blast, RecipientCounts counts) {
        if (blast.isMissed()) {
            return "Not sent. " + Objects.requireNonNullElse(blast.pauseReason, "");
        }
        String paused = blast.isSentAgain() ? "Sending again is paused" : "Paused";
        String why = blast.pauseReason == null ? paused + "." : paused + ": " + withStop(blast.pauseReason);
        if (isNoneOut(counts)) {
            return why + " No message has been sent yet.";
        }
        return why + " " + (blast.launchedAt == null ? preparing(counts) : done(counts));
    }

    private static String cancelled(Blast blast, RecipientCounts counts, Dates dates) {
        if (blast.isSentAgain()) {
            return "Sending again is being cancelled. People it did not reach are listed under Failed.";
        }
        String when = "Cancelled " + dates.relative(Objects.requireNonNull(blast.cancelledAt));
        return isNoneOut(counts)
                ? when + ", before any message was sent. No one got it."
                : when + ". People it did not reach are listed under Failed.";
    }

    private static boolean isNoneOut(RecipientCounts counts) {
        return counts.sent == counts.waiting && counts.delivery + counts.opened + counts.clicked + counts.bounce == 0;
    }

    /** What goes on after completion; empty if nothing does. */
    private static String underWay(RecipientCounts counts, int retried) {
        int unconfirmed = counts.sent - counts.waiting - retried;
        return (counts.waiting > 0 ? " " + Numbers.of(counts.waiting) + " still in the queue." : "")
                + (retried > 0 ? " " + retried(retried) + "." : "")
                + (unconfirmed > 0 ? " Delivery not confirmed yet for " + Numbers.of(unconfirmed) + "." : "");
    }

    /** Such as "Still trying 6 addresses". */
    public static String retried(int retried) {
        return "Still trying " + Numbers.of(retried, "address", "addresses");
    }

    /** The problem and what to do about it; null if there is none. */
    static @Nullable String problem(Blast blast, Dates dates) {
        if (blast.isMissed()) {
            return "Send it now, choose another time, or make it a draft again.";
        }
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

    /** The problem with its times for screen and paper; null if there is none. */
    public static @Nullable TimedText timedProblem(Blast blast, Dates dates) {
        String screen = problem(blast, dates);
        String print = problem(blast, dates.onPaper());
        return screen == null || print == null ? null : new TimedText(screen, print);
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
