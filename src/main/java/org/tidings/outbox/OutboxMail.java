package org.tidings.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A message of an account to one person. All values are plain text.
 *
 * @param to as {@link org.tidings.platform.EmailAddress#normalise} returns it
 * @param before paragraphs before the link, separated by empty lines
 * @param action the words on the link; null for a message without one
 * @param path the path of a page of this installation that the link leads to; null for a message without a link
 * @param after paragraphs after the link, separated by empty lines
 */
public record OutboxMail(
        String to,
        String subject,
        String before,
        @Nullable String action,
        @Nullable String path,
        String after) {}
