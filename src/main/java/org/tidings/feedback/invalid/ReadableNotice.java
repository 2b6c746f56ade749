package org.tidings.feedback.invalid;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.tidings.diagnosis.notice.NoticeParser;

/**
 * Extracts the readable text of a notice: the human-readable part, in any charset and also from HTML, and the report. Omits the returned
 * message.
 */
final class ReadableNotice {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int LONGEST = 8_000;
    private static final int DEEPEST = 5;

    private ReadableNotice() {}

    /** Decodes the octets as UTF-8 if they are valid, otherwise as ISO 8859-1. */
    static String original(String raw) {
        ByteBuffer octets = ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1));
        CharBuffer text = CharBuffer.allocate(octets.remaining());
        // not the end of input: the text may be truncated within a character
        return StandardCharsets.UTF_8.newDecoder().decode(octets, text, false).isError()
                ? raw
                : text.flip().toString();
    }

    /** Empty if the input is not a message, such as the JSON of a provider, or has no text. Never throws. */
    static String of(String raw) {
        if (raw.stripLeading().startsWith("{")) {
            return "";
        }
        try {
            byte[] message = raw.getBytes(StandardCharsets.ISO_8859_1);
            List<String> words = new ArrayList<>();
            String excerpt = NoticeParser.parse(message).excerpt();
            if (!excerpt.isEmpty()) {
                words.add(excerpt);
            }
            read(new MimeMessage(SESSION, new ByteArrayInputStream(message)), words, 0);
            String text = String.join("\n\n", words);
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            return "";
        }
    }

    private static void read(Part part, List<String> words, int depth) throws MessagingException, IOException {
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                read(child, words, depth + 1);
            }
        } else if (isReport(part)) {
            String text = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                words.add(text.replace("\r\n", "\n"));
            }
        }
    }

    private static boolean isReport(Part part) throws MessagingException {
        return part.isMimeType("message/delivery-status")
                || part.isMimeType("message/global-delivery-status")
                || part.isMimeType("message/feedback-report");
    }
}
