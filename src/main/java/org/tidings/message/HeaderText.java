package org.tidings.message;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.util.regex.Pattern;

/**
 * People's words in header fields: RFC 2047 encoded words of at most 75 characters, folded lines, pure ASCII. Nothing typed
 * by a person can end a header: control characters become spaces first.
 */
final class HeaderText {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern ADDRESS = Pattern.compile("[!#-'*+\\-/-9=?A-Z^-~.]+@[A-Za-z0-9.\\-]+");

    private HeaderText() {}

    /** One line: control characters and line breaks become one space. */
    static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** The value of an unstructured header such as {@code Subject}. */
    static String unstructured(String headerName, String text) {
        return MimeUtility.fold(headerName.length() + 2, encode(oneLine(text)));
    }

    /** The value of an address header: {@code "Lee, Ann" <ann@example.org>}. */
    static String mailbox(String headerName, String name, String address) {
        String phrase = withoutFakeEncoding(oneLine(name));
        if (phrase.isEmpty()) {
            return address;
        }
        try {
            String mailbox = new InternetAddress(address, phrase, "UTF-8").toString();
            return MimeUtility.fold(headerName.length() + 2, mailbox);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java has UTF-8", e);
        }
    }

    /** A file's name for a quoted parameter: no quotes, no backslashes, no paths, encoded words parted by spaces. */
    static String fileName(String name) {
        return encode(oneLine(name).replaceAll("[\"\\\\/]", "_")).replaceAll("\\s+", " ");
    }

    /**
     * The bare address in ASCII, an international domain in Punycode.
     *
     * @throws IllegalArgumentException if it could not be spoken in SMTP without SMTPUTF8, or hides something else
     */
    static String address(String typed) {
        int at = typed.lastIndexOf('@');
        String address = at < 0 ? typed : typed.substring(0, at + 1) + IDN.toASCII(typed.substring(at + 1));
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("This is not an address mail can be sent to: " + oneLine(typed));
        }
        return address;
    }

    private static String encode(String line) {
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
