package org.tidings.feedback.invalid;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.Notices;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.Timeline;
import org.tidings.recipient.TimelineEvent;

/** Collects the evidence against an address: received notices and SMTP rejections. */
@ApplicationScoped
class Evidence {

    private static final int LONGEST_TIMELINE = 500;

    private final Notices notices;
    private final Timeline timeline;

    Evidence(Notices notices, Timeline timeline) {
        this.timeline = timeline;
        this.notices = notices;
    }

    /**
     * Newest first.
     *
     * @param recipient of the blast that revealed the address; null if it was cleared or the user may not see it
     * @param author restricts the blasts that the user may see; null for all authors
     */
    List<EvidenceItem> of(long addressId, @Nullable RecipientKey recipient, @Nullable Long author) {
        List<EvidenceItem> proofs = new ArrayList<>();
        List<Notices.Evidence> evidence = notices.of(addressId, author);
        evidence.forEach(notice -> proofs.add(proof(notice)));
        if (recipient != null) {
            timeline.of(recipient, LONGEST_TIMELINE).stream()
                    .filter(event -> event.type() == EventType.BOUNCED || event.type() == EventType.SUSPECTED)
                    .filter(event -> event.detail() != null)
                    .filter(event ->
                            evidence.stream().noneMatch(notice -> Timeline.source(notice.sourceId()) == event.source()))
                    .forEach(event -> proofs.add(refusal(event)));
        }
        proofs.sort(Comparator.comparing(EvidenceItem::at).reversed());
        return proofs;
    }

    private static EvidenceItem proof(Notices.Evidence notice) {
        return new EvidenceItem(
                notice.receivedAt(),
                text(notice),
                notice.code(),
                ReadableNotice.of(notice.raw()),
                notice.raw().isBlank() ? null : ReadableNotice.original(notice.raw()));
    }

    private static String text(Notices.Evidence notice) {
        @Nullable String sentence = notice.sentence();
        return switch (notice.kind()) {
            case FAILED -> "Returned as undeliverable. " + Objects.requireNonNullElse(sentence, "");
            case COMPLAINED -> "Marked as spam.";
            case NOT_SPAM -> "No longer marked as spam.";
            case SUPPRESSED -> Objects.requireNonNullElse(sentence, "The mail provider does not send to this address.");
            default -> Objects.requireNonNullElse(sentence, "A reply that Tidings could not interpret.");
        };
    }

    private static EvidenceItem refusal(TimelineEvent event) {
        return new EvidenceItem(
                event.at(),
                "The recipient's mail server rejected the message.",
                event.code(),
                Objects.requireNonNull(event.detail()),
                null);
    }
}
