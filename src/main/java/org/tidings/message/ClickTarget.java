package org.tidings.message;

/**
 * What a click token says, without any look-up.
 *
 * @param link position of the link in {@link PreparedMessage#links()}
 * @param url the {@code http} or {@code https} address to go to, ASCII
 */
public record ClickTarget(TokenSubject subject, int link, String url) {}
