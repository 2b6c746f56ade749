package org.tidings.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.message.layout.Look;

/**
 * What staff wrote and chose, the same for every recipient.
 *
 * @param blastId outside id of the blast (a ULID), for the Feedback-ID
 * @param subject may hold merge fields
 * @param preheader the grey line that mail programs show after the subject; may hold merge fields
 * @param html the message; sanitised before ({@link SafeHtml})
 * @param text the plain-text alternative; {@code null} derives it from the HTML
 * @param marketing true for marketing; false for a service notice, whose footer says why people get it
 * @param accountName the business that sends, for footer and List-Id
 * @param listId a domain-like name that stays the same for the account, without angle brackets (RFC 2919); the kind of mail is put before it
 * @param postalAddress shown in the footer of marketing, line breaks kept
 * @param look of the layout around the message; null for none, and ignored where the HTML is a layout of its own
 */
public record MessageContent(
        String blastId,
        String subject,
        @Nullable String preheader,
        String fromName,
        String fromAddress,
        @Nullable String replyTo,
        String html,
        @Nullable String text,
        boolean marketing,
        String accountName,
        String listId,
        @Nullable String postalAddress,
        List<Attachment> attachments,
        boolean trackOpens,
        boolean trackClicks,
        @Nullable Look look) {
    public MessageContent {
        attachments = List.copyOf(attachments);
    }

    /** A message without a layout. */
    public MessageContent(
            String blastId,
            String subject,
            @Nullable String preheader,
            String fromName,
            String fromAddress,
            @Nullable String replyTo,
            String html,
            @Nullable String text,
            boolean marketing,
            String accountName,
            String listId,
            @Nullable String postalAddress,
            List<Attachment> attachments,
            boolean trackOpens,
            boolean trackClicks) {
        this(
                blastId,
                subject,
                preheader,
                fromName,
                fromAddress,
                replyTo,
                html,
                text,
                marketing,
                accountName,
                listId,
                postalAddress,
                attachments,
                trackOpens,
                trackClicks,
                null);
    }

    /** The same with a layout. */
    public MessageContent withLook(@Nullable Look chosen) {
        return new MessageContent(
                blastId,
                subject,
                preheader,
                fromName,
                fromAddress,
                replyTo,
                html,
                text,
                marketing,
                accountName,
                listId,
                postalAddress,
                attachments,
                trackOpens,
                trackClicks,
                chosen);
    }

    /** The same with another reply address. */
    public MessageContent withReplyTo(@Nullable String address) {
        return new MessageContent(
                blastId,
                subject,
                preheader,
                fromName,
                fromAddress,
                address,
                html,
                text,
                marketing,
                accountName,
                listId,
                postalAddress,
                attachments,
                trackOpens,
                trackClicks,
                look);
    }
}
