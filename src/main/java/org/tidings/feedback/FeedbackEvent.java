package org.tidings.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.RecipientKey;

/**
 * The content of one notice about one recipient.
 *
 * @param subject the recipient, from a token whose signature was verified; never looked up by address
 * @param diagnosis the meaning, in words for staff; required for {@link Kind#FAILED}, otherwise optional
 * @param at the time of arrival, UTC
 * @param source unique id of the notice, at most 70 ASCII characters: the SHA-256 of a message in hex, or the id of the provider. The same
 *     source counts once per recipient
 * @param detail the server's response in one line, for experts
 * @param raw the notice as evidence, decoded as ISO 8859-1 because a message can contain several charsets; truncated to
 *     {@link #LONGEST_RAW}
 */
public record FeedbackEvent(
        TokenSubject subject,
        Kind kind,
        @Nullable Diagnosis diagnosis,
        Instant at,
        String source,
        @Nullable String detail,
        String raw) {

    /** Maximum stored size of a notice in octets. The report and the headers of the returned message come first. */
    public static final int LONGEST_RAW = 64 * 1024;

    /** Truncates the raw text. */
    public FeedbackEvent {
        raw = raw.length() <= LONGEST_RAW ? raw : raw.substring(0, LONGEST_RAW);
    }

    /** Omits the notice: private messages must not be logged. */
    @Override
    public String toString() {
        return kind + " of " + recipient() + " from " + source;
    }

    /** The kind of feedback. */
    public enum Kind {
        /** Accepted by the next hop; not yet in the mailbox. */
        ACCEPTED,
        /** Delivered to the mailbox. */
        DELIVERED,
        /** Failed permanently; the diagnosis says whether the address is dead, the message was blocked, or neither. */
        FAILED,
        /** Delayed; the remote server keeps trying. */
        DELAYED,
        /** Not sent by the provider, because the address is on its suppression list. */
        SUPPRESSED,
        /** Marked as spam by the recipient. */
        COMPLAINED,
        /** No longer marked as spam. */
        NOT_SPAM,
        /** An automatic reply, such as an out-of-office message. */
        AUTO_REPLIED,
        /** Unsubscribed. */
        UNSUBSCRIBED,
        /** Not understood; stored for manual review. */
        UNCLEAR;

        /** Whether the notice is stored as evidence. Delivery notices add no information; automatic replies are private. */
        boolean isEvidence() {
            return switch (this) {
                case FAILED, SUPPRESSED, COMPLAINED, NOT_SPAM, UNCLEAR -> true;
                case ACCEPTED, DELIVERED, DELAYED, AUTO_REPLIED, UNSUBSCRIBED -> false;
            };
        }
    }

    /** Unique id of this event: one source can concern several recipients. */
    String sourceId() {
        return source + "-" + subject.blastId() + "-" + subject.seq();
    }

    RecipientKey recipient() {
        return new RecipientKey(subject.blastId(), subject.seq());
    }
}
