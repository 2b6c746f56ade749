package org.tidings.message;

import org.jspecify.annotations.Nullable;

/**
 * The content of a message to one person outside any blast, such as the confirmation of a sign-up. All values are plain text without merge fields.
 *
 * @param fromName the business that sends
 * @param fromAddress the sender's bare address
 * @param replyTo the reply address; null for none
 * @param to the recipient's bare address
 * @param before paragraphs before the link, separated by empty lines
 * @param action the words on the link; null for a message without a link
 * @param link an address of this installation; null for none
 * @param after paragraphs after the link, separated by empty lines
 */
public record SingleMail(
        String fromName,
        String fromAddress,
        @Nullable String replyTo,
        String to,
        String subject,
        String before,
        @Nullable String action,
        @Nullable String link,
        String after) {}
