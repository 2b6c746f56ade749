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
        SUBJECT_LENGTH,
        SUBJECT_IN_CAPITALS,
        SUBJECT_LIKE_SPAM,
        EMPTY_MESSAGE,
        PICTURES_ONLY,
        UNKNOWN_FIELD,
        BROKEN_FIELD,
        FOREIGN_FIELD,
        LINK_WITHOUT_HTTPS,
        LINK_WITHOUT_WORDS,
        SHORTENED_LINK,
        IMAGE_WITHOUT_DESCRIPTION,
        LOW_CONTRAST,
        TOO_LARGE;

        /** Whether it is about the subject; everything else is about the message. */
        public boolean isAboutSubject() {
            return name().contains("SUBJECT");
        }
    }
}
