package org.tidings.message;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * People's words in header fields: RFC 2047 encoded words of at most 75 characters, folded lines, pure ASCII. Nothing typed
 * by a person can end a header: control characters become spaces first.
 */
final class HeaderText {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern ADDRESS = Pattern.compile("[!#-'*+\\-/-9=?A-Z^-~.]+@[A-Za-z0-9.\\-]+");

    private static final Pattern PLAIN_ADDRESS =
            Pattern.compile("[A-Za-z0-9._+-]++@[A-Za-z0-9-]{1,63}+(?:\\.[A-Za-z0-9-]{1,63}+)++");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9'-]++(?: [A-Za-z0-9'-]++)*+");
    private static final int LONGEST_LINE = 76;

    /** RFC 5321 section 4.5.3.1.3: 256 octets with the angle brackets. */
    private static final int LONGEST_ADDRESS = 254;

    /** Longer than any word of any language; a header line must not have more than 998 octets. */
    private static final int LONGEST_WORD = 500;

    private HeaderText() {}

    /** One line: control characters and line breaks become one space. */
    static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** The value of an unstructured header such as {@code Subject}. */
    static String unstructured(String headerName, String text) {
        return fitsUnencoded(headerName, text, text) ? text : fold(headerName.length() + 2, encode(oneLine(text)));
    }

    /** The value of an address header: {@code "Lee, Ann" <ann@example.org>}. */
    static String mailbox(String headerName, String name, String address) {
        String plain = name + " <" + address + ">";
        if (!name.isEmpty()
                && fitsUnencoded(headerName, name, plain)
                && WORDS.matcher(name).matches()) {
            return plain;
        }
        String phrase = withoutFakeEncoding(oneLine(name));
        if (phrase.isEmpty()) {
            return address;
        }
        if (hasEndlessWord(phrase)) {
            return encodedWords(phrase) + "\r\n <" + address + ">";
        }
        try {
            String mailbox = new InternetAddress(address, phrase, "UTF-8").toString();
            return fold(headerName.length() + 2, mailbox);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java has UTF-8", e);
        }
    }

    /** A file's name for a quoted parameter: no quotes, no backslashes, no paths, encoded words parted by spaces. */
    static String fileName(String name) {
        return encode(withoutPath(name)).replaceAll("\\s+", " ");
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
        if (typed.length() <= LONGEST_ADDRESS && PLAIN_ADDRESS.matcher(typed).matches()) {
            return typed;
        }
        int at = typed.lastIndexOf('@');
        String address = at < 0 ? typed : typed.substring(0, at + 1) + IDN.toASCII(typed.substring(at + 1));
        if (address.length() > LONGEST_ADDRESS || !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("This is not an address mail can be sent to: " + oneLine(typed));
        }
        return address;
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

    /** True if folding could not keep the lines short. A line is folded before the first space of several. */
    private static boolean hasEndlessWord(String line) {
        int start = 0;
        for (int i = 1; i < line.length() && i - start <= LONGEST_WORD; i++) {
            if (line.charAt(i) == ' ' && line.charAt(i - 1) != ' ') {
                start = i;
            }
        }
        return line.length() - start > LONGEST_WORD;
    }

    /** RFC 2047 encoded words also for ASCII, each on a line of its own. */
    private static String encodedWords(String line) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < line.length()) {
            int end = line.offsetByCodePoints(start, Math.min(11, line.codePointCount(start, line.length())));
            String word = Base64.getEncoder()
                    .encodeToString(line.substring(start, end).getBytes(StandardCharsets.UTF_8));
            words.add("=?UTF-8?B?" + word + "?=");
            start = end;
        }
        return String.join("\r\n ", words);
    }

    private static String encode(String line) {
        if (hasEndlessWord(line)) {
            return encodedWords(withoutFakeEncoding(line));
        }
        try {
            return MimeUtility.encodeText(withoutFakeEncoding(line), "UTF-8", null);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java has UTF-8", e);
        }
    }

    /** Typed text that looks like an encoded word must not be decoded by the reader's mail program. */
    private static String withoutFakeEncoding(String line) {
        return line.replace("=?", "= ?");
    }
}
