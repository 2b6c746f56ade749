package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * The MIME structure of a message, compiled once a blast: {@code multipart/alternative} with the text first, {@code
 * multipart/related} around HTML with inline images, {@code multipart/mixed} around all where there are files. Only the
 * headers and the two text parts differ from person to person; all that follows them is one array shared by all messages.
 */
final class MimeTemplate {
    private static final int TYPICAL_HEADER = 1536;

    /** From this size on, what follows the text parts is not copied into each message. */
    private static final int LARGE = 64 * 1024;

    private final MessageDate date;
    private final TextPart text;
    private final TextPart html;
    private final byte[] beforeText;
    private final byte[] beforeHtml;
    private final byte[] afterHtml;

    /** @param secretWord part of all boundaries; nobody can guess it, so that no content has it */
    MimeTemplate(
            BodyTemplate text, BodyTemplate html, List<Attachment> attachments, String secretWord, MessageDate date) {
        this.date = date;
        this.text = new TextPart("plain", text);
        this.html = new TextPart("html", html);
        List<Attachment> images =
                attachments.stream().filter(Attachment::inline).toList();
        List<Attachment> files =
                attachments.stream().filter(file -> !file.inline()).toList();
        Boundary mixed = new Boundary("m", secretWord);
        Boundary alternative = new Boundary("a", secretWord);
        Boundary related = new Boundary("r", secretWord);

        MimeBuffer before = new MimeBuffer(512);
        before.putHeader("MIME-Version", "1.0");
        if (!files.isEmpty()) {
            before.putAscii(mixed.header("multipart/mixed") + mixed.first());
        }
        before.putAscii(alternative.header("multipart/alternative") + alternative.first());
        this.beforeText = before.toByteArray();

        MimeBuffer between = new MimeBuffer(512);
        between.putAscii(alternative.next());
        if (!images.isEmpty()) {
            between.putAscii(related.header("multipart/related; type=\"text/html\"") + related.first());
        }
        this.beforeHtml = between.toByteArray();

        MimeBuffer after = new MimeBuffer(512);
        append(after, related, images);
        after.putAscii(alternative.last());
        append(after, mixed, files);
        after.putLineEnd();
        this.afterHtml = after.toByteArray();
    }

    private static void append(MimeBuffer out, Boundary boundary, List<Attachment> attachments) {
        for (Attachment attachment : attachments) {
            out.putAscii(boundary.next());
            AttachmentPart.append(out, attachment);
        }
        if (!attachments.isEmpty()) {
            out.putAscii(boundary.last());
        }
    }

    /** See {@link RenderedMessage#sharedEnd()}. */
    byte[] sharedEnd() {
        return afterHtml.length < LARGE ? RenderedMessage.NOTHING : afterHtml;
    }

    /**
     * Writes one person's message up to the shared end.
     *
     * @param headers all but {@code Date} and MIME's own
     */
    void writeBeginning(OutputStream out, Map<String, String> headers, Rendering rendering) throws IOException {
        boolean copied = afterHtml.length < LARGE;
        MimeBuffer message = new MimeBuffer(TYPICAL_HEADER
                + text.typicalSize()
                + html.typicalSize()
                + beforeText.length
                + beforeHtml.length
                + (copied ? afterHtml.length : 0));
        message.putHeader("Date", date.now());
        headers.forEach(message::putHeader);
        message.put(beforeText);
        text.writeTo(message, rendering);
        message.put(beforeHtml);
        html.writeTo(message, rendering);
        if (copied) {
            message.put(afterHtml);
        }
        message.writeTo(out);
    }
}
