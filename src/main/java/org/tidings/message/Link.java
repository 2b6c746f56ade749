package org.tidings.message;

/**
 * A tracked link of a message, for the report's list of links.
 *
 * @param position 0 for the first one; the number inside click tokens
 * @param url the target as typed, merge fields included
 * @param text what the reader sees: the link's words, the image's description, or else the target
 */
public record Link(int position, String url, String text) {}
