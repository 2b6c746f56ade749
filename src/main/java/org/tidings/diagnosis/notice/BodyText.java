package org.tidings.diagnosis.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** From the bytes of a part to its words. At most {@link #MOST_BYTES} are decoded: notices say it in their first lines. */
final class BodyText {

    static final int MOST_BYTES = 64 << 10;

    private BodyText() {}

    static String of(MimePart part) {
        String text = decode(unpack(part, MOST_BYTES), part.charset());
        return part.type().equals("text/html") ? visible(text) : text;
    }

    /** The decoded content of a part, of any length up to that of a message. */
    static byte[] bytes(MimePart part) {
        return unpack(part, Mime.MOST_BYTES);
    }

    private static byte[] unpack(MimePart part, int most) {
        byte[] wire = part.body().length > most ? Arrays.copyOf(part.body(), most) : part.body();
        String encoding =
                part.headers().get("Content-Transfer-Encoding").strip().toLowerCase(Locale.ROOT);
        if (!encoding.equals("base64") && !encoding.equals("quoted-printable")) {
            return wire;
        }
        try (var in = MimeUtility.decode(new ByteArrayInputStream(wire), encoding)) {
            return in.readNBytes(most);
        } catch (MessagingException | IOException | RuntimeException broken) {
            return wire;
        }
    }

    private static String decode(byte[] bytes, String charset) {
        // Old Japanese notices name no charset, or a wrong one; their escape sequences name it
        if (contains(bytes, "\u001b$B") || contains(bytes, "\u001b$@")) {
            return new String(bytes, iso2022jp());
        }
        // What reads as UTF-8 is UTF-8, whatever the field says
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, declared(charset));
        }
    }

    private static Charset declared(String charset) {
        try {
            return charset.isEmpty() ? StandardCharsets.ISO_8859_1 : Charset.forName(MimeUtility.javaCharset(charset));
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static Charset iso2022jp() {
        return Charset.isSupported("ISO-2022-JP") ? Charset.forName("ISO-2022-JP") : StandardCharsets.ISO_8859_1;
    }

    private static boolean contains(byte[] bytes, String ascii) {
        for (int i = 0; i + ascii.length() <= bytes.length; i++) {
            if (bytes[i] == (byte) ascii.charAt(0)
                    && Arrays.equals(
                            bytes,
                            i,
                            i + ascii.length(),
                            ascii.getBytes(StandardCharsets.US_ASCII),
                            0,
                            ascii.length())) {
                return true;
            }
        }
        return false;
    }

    /** What a reader sees of HTML, with its line breaks. */
    private static String visible(String html) {
        Document document = Jsoup.parse(html);
        StringBuilder text = new StringBuilder();
        document.body().traverse((node, depth) -> {
            if (node instanceof TextNode words) {
                text.append(words.getWholeText());
            } else if (node instanceof Element element && (element.isBlock() || element.nameIs("br"))) {
                text.append('\n');
            }
        });
        return text.toString();
    }
}
