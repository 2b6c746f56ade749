package org.tidings.message.layout;

/**
 * The picture at the top of a message.
 *
 * @param source in a message, an {@code https:} or {@code cid:} address; where a look is stored, the id of the picture
 * @param width in CSS pixels; the picture itself has twice as many, for sharp screens
 */
public record Logo(String source, int width, int height) {}
