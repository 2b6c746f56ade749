package org.tidings.message;

import java.util.List;
import java.util.Map;

/**
 * One message for one person, ready for the mail transport.
 *
 * @param envelopeFrom the return path, {@code MAIL FROM}
 * @param from the sender's bare address
 * @param to the recipient's bare address, the only {@code RCPT TO}
 * @param headers every header but {@code Date} and MIME's own, in order: From, To, Subject, Message-ID and so on. Pure ASCII,
 *     encoded by RFC 2047, folded with CRLF and a space; to be sent as they are
 * @param html lines end in LF; ASCII unless staff's markup made that impossible
 * @param text lines end in LF; may hold any character
 * @param attachments files for {@code multipart/mixed}, and inline images ({@link Attachment#inline()}) for
 *     {@code multipart/related} with the HTML
 */
public record OutgoingMessage(
        String envelopeFrom,
        String from,
        String to,
        Map<String, String> headers,
        String html,
        String text,
        List<Attachment> attachments) {}
