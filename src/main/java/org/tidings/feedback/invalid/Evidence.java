package org.tidings.feedback.invalid;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.Notices;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientEvent;

/** Gathers what speaks against an address: the notices that came back, and what the receiving server said to our face. */
@ApplicationScoped
class Evidence {

    private static final int LONGEST_TIMELINE = 500;

    private final Notices notices;

    Evidence(Notices notices) {
        this.notices = notices;
    }

    /** The newest first. {@code author} is whose blasts the reader may see; null for everybody's. */
    List<EvidenceItem> of(InvalidLine line, @Nullable Long author) {
        List<EvidenceItem> proofs = new ArrayList<>();
        List<Notices.Evidence> evidence = notices.of(line.addressId(), author);
        evidence.forEach(notice -> proofs.add(proof(notice)));
        if (line.recipient() != null) {
            RecipientEvent.timeline(line.recipient(), LONGEST_TIMELINE).stream()
                    .filter(event -> event.type == EventType.BOUNCED && event.detail != null)
                    .filter(event -> evidence.stream()
                            .noneMatch(notice -> notice.sourceId().equals(event.sourceId)))
                    .forEach(event -> proofs.add(refusal(event)));
        }
        proofs.sort(Comparator.comparing(EvidenceItem::at).reversed());
        return proofs;
    }

    private static EvidenceItem proof(Notices.Evidence notice) {
        return new EvidenceItem(
                notice.receivedAt(),
                said(notice),
                notice.code(),
                ReadableNotice.of(notice.raw()),
                notice.raw().isBlank() ? null : ReadableNotice.original(notice.raw()));
    }

    private static String said(Notices.Evidence notice) {
        @Nullable String sentence = notice.sentence();
        return switch (notice.kind()) {
            case FAILED -> "Came back. " + Objects.requireNonNullElse(sentence, "");
            case COMPLAINED -> "Marked as junk mail.";
            case NOT_SPAM -> "Taken out of the junk folder again.";
            case SUPPRESSED -> Objects.requireNonNullElse(sentence, "The mail provider does not mail this address.");
            default ->
                Objects.requireNonNullElse(sentence, "A message came back that Tidings could not make sense of.");
        };
    }

    private static EvidenceItem refusal(RecipientEvent event) {
        return new EvidenceItem(
                event.at,
                "The receiving mail server refused the message.",
                event.code,
                Objects.requireNonNull(event.detail),
                null);
    }
}
