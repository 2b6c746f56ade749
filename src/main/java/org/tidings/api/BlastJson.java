package org.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.blast.Purpose;
import org.tidings.recipient.Answer;
import org.tidings.recipient.RecipientCounts;
import org.tidings.recipient.RecipientStatus;

/**
 * A blast in the API. {@code selected} is the sum of the eight counts; {@code removed} names what cleaning removed from the HTML, and is left
 * out where that is nothing. {@code state} is RUNNING again while messages of a round wait; {@code completedAt} and {@code clearedAt} stay those
 * of the first sending.
 */
record BlastJson(
        String id,
        String title,
        String subject,
        BlastState state,
        Purpose purpose,
        Instant createdAt,
        @Nullable Instant sendAt,
        @Nullable String spreadOver,
        @Nullable Instant uselessAfter,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant clearedAt,
        String createdBy,
        @Nullable String trouble,
        int selected,
        Map<RecipientStatus, Integer> counts,
        int complaints,
        int unsubscribes,
        int automaticOpens,
        int automaticClicks,
        int unconfirmedOpens,
        int unconfirmedClicks,
        int gotIt,
        Map<Answer, Integer> answers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer withoutAddress,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> removed) {

    static BlastJson of(Blast blast) {
        RecipientCounts counts = RecipientCounts.of(blast.key());
        return new BlastJson(
                blast.publicId,
                blast.title(),
                blast.subject,
                blast.state,
                blast.purpose,
                blast.createdAt,
                blast.sendAt,
                blast.spreadSeconds == null ? null : String.valueOf(blast.spreadOver()),
                blast.uselessAfter,
                blast.startedAt,
                blast.completedAt,
                blast.clearAt,
                author(blast),
                blast.deliveryError == null ? blast.pauseReason : blast.deliveryError,
                counts.selected(),
                counts.places(),
                counts.complaints,
                counts.unsubscribes,
                counts.automaticOpens,
                counts.automaticClicks,
                counts.unconfirmedOpens,
                counts.unconfirmedClicks,
                counts.gotIt,
                counts.answers(),
                blast.audience == null ? null : blast.withoutAddress,
                blast.removed());
    }

    static String author(Blast blast) {
        StaffMember author = blast.createdBy == null ? null : StaffMember.findById(blast.createdBy);
        return author == null ? "API" : author.name;
    }
}
