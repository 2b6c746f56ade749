package org.tidings.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.message.TokenSubject;

/**
 * What one notice tells of one recipient.
 *
 * @param subject whom it concerns, out of a token of ours whose signature was verified; never found by an address
 * @param diagnosis what it means, in words for staff; needed for {@link Kind#FAILED}, else as far as there is something to explain
 * @param at when it came, UTC
 * @param source unique name of the notice, at most 70 ASCII characters: the SHA-256 of a message in hex, or a provider's id. The same
 *     source counts once for each recipient
 * @param detail the server's words in a line, for experts
 * @param raw the notice itself, as evidence, each octet a character (ISO 8859-1), since a message may be in many charsets; what is longer
 *     than {@link #LONGEST_RAW} is cut
 */
public record FeedbackEvent(
        TokenSubject subject,
        Kind kind,
        @Nullable Diagnosis diagnosis,
        Instant at,
        String source,
        @Nullable String detail,
        String raw) {

    /** Octets of a notice that are kept: its report and the headers of the returned message come first. */
    public static final int LONGEST_RAW = 64 * 1024;

    /** A copy with the raw text cut. */
    public FeedbackEvent {
        raw = raw.length() <= LONGEST_RAW ? raw : raw.substring(0, LONGEST_RAW);
    }

    /** Without the notice: other people's letters do not belong into logs. */
    @Override
    public String toString() {
        return kind + " of recipient " + subject.recipientId() + " from " + source;
    }

    /** What it tells. */
    public enum Kind {
        /** Taken over by the next hop; not yet in the mailbox. */
        ACCEPTED,
        /** In the mailbox. */
        DELIVERED,
        /** Given up for good; the diagnosis says whether the address is dead, we were blocked, or neither. */
        FAILED,
        /** Not delivered yet; the other server goes on trying. */
        DELAYED,
        /** The provider did not send it: it knows the address as dead or complaining. */
        SUPPRESSED,
        /** Called junk by the recipient. */
        COMPLAINED,
        /** Taken out of the junk folder again. */
        NOT_SPAM,
        /** An out-of-office message or the like. */
        AUTO_REPLIED,
        /** No more mail, please. */
        UNSUBSCRIBED,
        /** Not understood; kept for a person to look at. */
        UNCLEAR;

        /** Whether the notice is kept to be shown. Deliveries say nothing more; automatic answers and the like are private. */
        boolean isEvidence() {
            return switch (this) {
                case FAILED, SUPPRESSED, COMPLAINED, NOT_SPAM, UNCLEAR -> true;
                case ACCEPTED, DELIVERED, DELAYED, AUTO_REPLIED, UNSUBSCRIBED -> false;
            };
        }
    }

    /** Unique name of what this says: one source may speak of several recipients. */
    String sourceId() {
        return source + "-" + subject.recipientId();
    }
}
