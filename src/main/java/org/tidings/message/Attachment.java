package org.tidings.message;

import org.jspecify.annotations.Nullable;

/**
 * A file that travels with the message.
 *
 * @param name the file's name as people read it
 * @param contentType such as {@code application/pdf}
 * @param content not copied; never changed by Tidings
 * @param contentId set for an inline image: the HTML refers to it as {@code cid:} and this; no angle brackets
 */
@SuppressWarnings("ArrayRecordComponent") // up to 10 MB, shared by every recipient's message: identity is what we want
public record Attachment(
        String name,
        String contentType,
        byte[] content,
        @Nullable String contentId) {

    public boolean inline() {
        return contentId != null;
    }

    /** The value of its {@code Content-Type} header, folded. */
    public String typeHeader() {
        return AttachmentPart.type(contentType) + FileNameParameter.of("name", name);
    }

    /** The value of its {@code Content-Disposition} header, folded. */
    public String dispositionHeader() {
        return (inline() ? "inline" : "attachment") + FileNameParameter.of("filename", name);
    }
}
