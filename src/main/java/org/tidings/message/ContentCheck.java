package org.tidings.message;

/**
 * Something the review page points out before sending.
 *
 * @param sentence for staff, plain words
 * @param detail what exactly: the link, the image, the field, the size
 */
public record ContentCheck(Kind kind, String sentence, String detail) {
    /** What is amiss. */
    public enum Kind {
        EMPTY_SUBJECT,
        EMPTY_MESSAGE,
        UNKNOWN_FIELD,
        BROKEN_FIELD,
        LINK_WITHOUT_HTTPS,
        LINK_WITHOUT_WORDS,
        IMAGE_WITHOUT_DESCRIPTION,
        TOO_LARGE
    }
}
