package org.tidings.message;

import java.util.List;
import java.util.Map;

/**
 * One message for one person, ready for the mail transport.
 *
 * @param messageId with angle brackets; the same for every attempt; also in {@code headers}
 * @param envelopeFrom the return path, {@code MAIL FROM}
 * @param from the sender's bare address
 * @param to the recipient's bare address, the only {@code RCPT TO}
 * @param subject the decoded subject on one line, for logs; {@code headers} has the encoded form
 * @param headers every header but {@code Date} and MIME's own, in order: From, To, Subject, Message-ID and so on. Pure ASCII,
 *     encoded by RFC 2047, folded with CRLF and a space; to be sent as they are
 * @param html lines end in LF; ASCII unless staff's markup made that impossible
 * @param text lines end in LF; may hold any character
 * @param attachments files for {@code multipart/mixed}, and inline images ({@link Attachment#inline()}) for
 *     {@code multipart/related} with the HTML
 */
public record OutgoingMessage(
        String messageId,
        String envelopeFrom,
        String from,
        String to,
        String subject,
        Map<String, String> headers,
        String html,
        String text,
        List<Attachment> attachments) {}
