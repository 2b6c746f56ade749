package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.StaffMember;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.Blast;
import org.tidings.blast.LeftOutReasons;
import org.tidings.blast.Purpose;
import org.tidings.blast.RetentionConfig;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.Numbers;
import org.tidings.platform.web.TimedText;
import org.tidings.recipient.RecipientCounts;
import org.tidings.recipient.RecipientStatus;

/** Builds the summary of a report. Must be called in a transaction. */
@ApplicationScoped
class Summaries {

    /** The order of the bar: from best to worst status, then people who were left out. */
    private static final List<RecipientStatus> ORDER = List.of(
            RecipientStatus.CLICK,
            RecipientStatus.OPEN,
            RecipientStatus.DELIVERY,
            RecipientStatus.SENT,
            RecipientStatus.BOUNCE,
            RecipientStatus.INVALID,
            RecipientStatus.UNSUBSCRIBED,
            RecipientStatus.FAILED);

    private final AudienceCounts audience;
    private final Attention attention;
    private final Retries retries;
    private final RetentionConfig retention;
    private final AudienceChanges changes;

    Summaries(
            AudienceCounts audience,
            Attention attention,
            Retries retries,
            RetentionConfig retention,
            AudienceChanges changes) {
        this.changes = changes;
        this.attention = attention;
        this.retries = retries;
        this.audience = audience;
        this.retention = retention;
    }

    Summary of(Blast blast, Dates dates) {
        RecipientCounts counts = RecipientCounts.of(blast.key());
        int retried = retries.of(blast, counts);
        String author = Optional.ofNullable(blast.createdBy)
                .flatMap(id -> StaffMember.byId(blast.accountId, id))
                .map(member -> member.name)
                .orElse("an API key");
        AudienceCounts.@Nullable Counts planned = blast.isScheduledOrMissed() ? audience.counts(blast) : null;
        return new Summary(
                blast.publicId,
                blast.title(),
                blast.state,
                blast.pauseReason != null,
                blast.isMissed(),
                blast.isUndoable(),
                goesOut(blast),
                blast.startedAt == null ? blast.sendAt : blast.startedAt,
                author,
                blast.purpose == Purpose.MARKETING ? "Marketing" : "Service notice",
                planned == null ? counts.selected() : planned.selected(),
                attention.count(counts),
                TimedText.of(dates, when -> BlastStatusText.of(blast, counts, retried, when)),
                BlastStatusText.timedProblem(blast, dates),
                TimedText.of(dates, when -> BlastStatusText.clearing(blast.clearAt, retention.retention(), when)),
                planned == null ? null : forecast(planned),
                changes.since(blast),
                notCounted(counts),
                objections(counts),
                planned == null ? AnswerSummary.of(blast, counts) : List.of(),
                ORDER.stream()
                        .map(status -> new Summary.Part(status, counts.of(status)))
                        .toList());
    }

    /** The words before the time. */
    private static String goesOut(Blast blast) {
        if (blast.isSentAgain()) {
            return "Sent";
        }
        return switch (blast.state) {
            case DRAFT, SCHEDULED -> "To be sent";
            case COMPLETED -> "Sent";
            case RUNNING -> "Started";
            case PAUSED, CANCELLED -> blast.startedAt == null ? "Was to be sent" : "Started";
        };
    }

    private static String forecast(AudienceCounts.Counts planned) {
        String leftOut = planned.leftOut() == 0
                ? ""
                : "; " + Numbers.of(planned.leftOut()) + " will not: " + LeftOutReasons.of(planned);
        return "As of now, " + Numbers.of(planned.willGet(), "person", "people") + " will get it" + leftOut
                + ". Tidings checks the list again when it sends the blast.";
    }

    /** The opens and clicks that are not known to be a person's. */
    private static List<Summary.PeopleLink> notCounted(RecipientCounts counts) {
        String automatic = opensAndClicks(counts.automaticOpens, counts.automaticClicks);
        String unconfirmed = opensAndClicks(counts.unconfirmedOpens, counts.unconfirmedClicks);
        List<Summary.PeopleLink> parts = new ArrayList<>();
        if (!automatic.isEmpty()) {
            parts.add(new Summary.PeopleLink(
                    "Not counted: " + automatic + " by machines such as privacy proxies and security scanners.",
                    RecipientMark.MACHINE));
        }
        if (!unconfirmed.isEmpty()) {
            parts.add(new Summary.PeopleLink(
                    "Could not be confirmed: " + unconfirmed + " by a person or a machine, also not counted.",
                    RecipientMark.UNCONFIRMED));
        }
        return parts;
    }

    private static String opensAndClicks(int opens, int clicks) {
        List<String> parts = new ArrayList<>();
        if (opens > 0) {
            parts.add(Numbers.of(opens, "open", "opens"));
        }
        if (clicks > 0) {
            parts.add(Numbers.of(clicks, "click", "clicks"));
        }
        return String.join(" and ", parts);
    }

    private static List<Summary.PeopleLink> objections(RecipientCounts counts) {
        List<Summary.PeopleLink> parts = new ArrayList<>();
        if (counts.complaints > 0) {
            parts.add(new Summary.PeopleLink(
                    Numbers.of(counts.complaints) + " marked it as spam", RecipientMark.COMPLAINT));
        }
        if (counts.unsubscribes > 0) {
            parts.add(new Summary.PeopleLink(
                    Numbers.of(counts.unsubscribes) + " unsubscribed after getting it", RecipientMark.UNSUBSCRIBED));
        }
        return parts;
    }
}
