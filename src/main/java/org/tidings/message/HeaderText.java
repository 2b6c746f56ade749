package org.tidings.message;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.tidings.platform.EmailAddress;

/**
 * People's words in header fields: RFC 2047 encoded words of at most 75 characters, folded lines, pure ASCII. Nothing typed
 * by a person can end a header: control characters become spaces first.
 */
final class HeaderText {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9'-]++(?: [A-Za-z0-9'-]++)*+");

    /** RFC 2047, section 2, for lines with encoded words; RFC 5322, section 2.1.1, recommends at most 78. */
    private static final int LONGEST_LINE = 76;

    /** Characters of a name; a longer one is cut. */
    private static final int LONGEST_NAME = 255;

    private static final String WORD_START = "=?UTF-8?B?";
    private static final String WORD_END = "?=";

    private HeaderText() {}

    /** One line: control characters and line breaks become one space. */
    static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** Cuts a text that has more characters than the limit, and marks the cut with an ellipsis. */
    static String limited(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** The value of an unstructured header such as {@code Subject}. */
    static String unstructured(String headerName, String text) {
        if (fitsUnencoded(headerName, text, text)) {
            return text;
        }
        String line = oneLine(text);
        int used = headerName.length() + 2;
        if (looksEncoded(line)) {
            return encodedWords(used, line);
        }
        String folded = fold(used, encodeText(line));
        return isShort(used, folded) ? folded : encodedWords(used, line);
    }

    /** The value of {@code List-Id} (RFC 2919): {@code Riverside Swim Club <marketing.riverside.example.org>}. */
    static String listId(String name, String id) {
        return oneLine(name).isEmpty() ? "<" + id + ">" : mailbox("List-Id", name, id);
    }

    /** The value of an address header: {@code "Lee, Ann" <ann@example.org>}. */
    static String mailbox(String headerName, String name, String address) {
        String plain = name + " <" + address + ">";
        if (!name.isEmpty()
                && fitsUnencoded(headerName, name, plain)
                && WORDS.matcher(name).matches()) {
            return plain;
        }
        String phrase = limited(oneLine(name), LONGEST_NAME);
        if (phrase.isEmpty()) {
            return address;
        }
        int used = headerName.length() + 2;
        String encoded = encodedWords(used, phrase) + "\r\n <" + address + ">";
        if (looksEncoded(phrase)) {
            return encoded;
        }
        try {
            String folded = fold(used, new InternetAddress(address, phrase, "UTF-8").toString());
            return isShort(used, folded) ? folded : encoded;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java has UTF-8", e);
        }
    }

    /** A file's name on one line, without quotes, backslashes and slashes. */
    static String withoutPath(String name) {
        return oneLine(name).replaceAll("[\"\\\\/]", "_");
    }

    /** Breaks a value at spaces into lines of at most 76 characters, the first of which already has some. */
    static String fold(int used, String value) {
        return MimeUtility.fold(used, value);
    }

    /**
     * The bare address in ASCII, an international domain in Punycode.
     *
     * @throws IllegalArgumentException if it could not be spoken in SMTP without SMTPUTF8, or hides something else
     */
    static String address(String typed) {
        return EmailAddress.toAsciiWithHost(typed)
                .orElseThrow(() ->
                        new IllegalArgumentException("This is not an address mail can be sent to: " + oneLine(typed)));
    }

    /** True for short printable ASCII that needs neither encoding nor folding. */
    private static boolean fitsUnencoded(String headerName, String text, String value) {
        if (headerName.length() + 2 + value.length() > LONGEST_LINE
                || text.isEmpty()
                || text.charAt(0) == ' '
                || text.charAt(text.length() - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == '?' && i > 0 && text.charAt(i - 1) == '=')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isShort(int used, String folded) {
        String[] lines = folded.split("\r\n", -1);
        return used + lines[0].length() <= LONGEST_LINE
                && Arrays.stream(lines).skip(1).allMatch(line -> line.length() <= LONGEST_LINE);
    }

    /** RFC 2047 encoded words also for ASCII, each on a line of its own. */
    private static String encodedWords(int used, String line) {
        StringBuilder words = new StringBuilder(line.length() * 2);
        int room = octetsThatFit(LONGEST_LINE - used);
        int start = 0;
        while (start < line.length()) {
            int end = start;
            int octets = 0;
            while (end < line.length()) {
                int c = line.codePointAt(end);
                octets += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                if (octets > room) {
                    break;
                }
                end += Character.charCount(c);
            }
            byte[] word = line.substring(start, end).getBytes(StandardCharsets.UTF_8);
            words.append(start == 0 ? "" : "\r\n ")
                    .append(WORD_START)
                    .append(Base64.getEncoder().encodeToString(word))
                    .append(WORD_END);
            start = end;
            room = octetsThatFit(LONGEST_LINE - 1);
        }
        return words.toString();
    }

    /** Base64 writes three octets as four characters. */
    private static int octetsThatFit(int characters) {
        return (characters - WORD_START.length() - WORD_END.length()) / 4 * 3;
    }

    private static String encodeText(String line) {
        try {
            return MimeUtility.encodeText(line, "UTF-8", null);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java has UTF-8", e);
        }
    }

    /** Typed text that looks like an encoded word is encoded, or the reader's mail program would decode it. */
    static boolean looksEncoded(String line) {
        return line.contains("=?");
    }
}
