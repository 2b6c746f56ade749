package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;

/**
 * What a message that came back says.
 *
 * @param kind what it is as a whole; one report may say different things of several recipients
 * @param recipients whom it speaks of, in its order; a feedback report
 *     that hides the address has one recipient without it
 * @param tokens what may be tokens of our own messages, found in the returned part or in the notice's own headers, the likeliest first;
 *     only their shape is known here, whether the signature is ours must be verified outside
 * @param messageId the Message-ID of the returned message, without angle brackets; empty where nothing was returned
 * @param subject the notice's own subject, decoded; may be empty
 * @param excerpt the beginning of what the notice says to a person, at most 2000 characters, for the evidence page
 */
public record Notice(
        Kind kind,
        List<NoticeRecipient> recipients,
        List<String> tokens,
        Optional<String> messageId,
        String subject,
        String excerpt) {

    /** What came back. */
    public enum Kind {
        /** Not delivered, and given up. */
        BOUNCE,
        /** Delivered, relayed or expanded. */
        DELIVERED,
        /** Not delivered yet; the other server goes on trying. */
        DELAYED,
        /** Somebody called the message junk (RFC 5965). */
        COMPLAINT,
        /** Somebody took it out of the junk folder again (RFC 6430). */
        NOT_SPAM,
        /** Somebody wants no more mail (RFC 5965, appendix; the header field of Apple Mail). */
        UNSUBSCRIBED,
        /** An out-of-office or other automatic answer (RFC 3834). */
        AUTO_REPLY,
        /** Reports on something else than delivery: that a message was read (RFC 8098), or how connections went (RFC 8460). */
        RECEIPT,
        /** None of these: perhaps a person's answer, perhaps foreign mail. */
        UNKNOWN
    }

    /** A notice with copies of its lists. */
    public Notice {
        recipients = List.copyOf(recipients);
        tokens = List.copyOf(tokens);
    }
}
