package org.tidings.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.platform.InternationalDomain;

/** Web addresses as people type them, made fit for an ASCII header (RFC 3986, RFC 3987 section 3.1). */
final class WebUrl {
    private static final Pattern PARTS = Pattern.compile("(?i)(https?)://([^/?#]+)(.*)", Pattern.DOTALL);
    private static final Pattern SAFE_TARGET = Pattern.compile("https?://[!-~&&[^/?#\"<>\\\\]][!-~&&[^\"<>]]*");
    private static final String DELIMITERS = "\"<>\\^`{|}";

    private WebUrl() {}

    /** True for an {@code http} or {@code https} address in printable ASCII: nothing that could end a header. */
    static boolean isSafeTarget(String url) {
        return SAFE_TARGET.matcher(url).matches();
    }

    /** The address as browsers would read it: line breaks dropped, host in Punycode, foreign characters percent-encoded. */
    static Optional<String> normalise(String typed) {
        Matcher parts = PARTS.matcher(typed.strip().replaceAll("[\\t\\r\\n]", ""));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String url = parts.group(1).toLowerCase(Locale.ROOT)
                + "://"
                + asciiHost(parts.group(2))
                + encodeForeign(parts.group(3));
        return isSafeTarget(url) ? Optional.of(url) : Optional.empty();
    }

    /**
     * The address without blanks, brackets and quotes, so that it ends where it should in plain text. Merge fields and
     * foreign letters stay as they are.
     */
    static String delimited(String typed) {
        String url = typed.strip();
        Matcher field = MergeField.PATTERN.matcher(url);
        StringBuilder out = new StringBuilder(url.length() + 16);
        int end = 0;
        while (field.find()) {
            encodeDelimiters(out, url.substring(end, field.start()));
            out.append(field.group().replaceAll("\\s+", " "));
            end = field.end();
        }
        encodeDelimiters(out, url.substring(end));
        return out.toString();
    }

    private static void encodeDelimiters(StringBuilder out, String text) {
        text.codePoints().filter(c -> c != '\t' && c != '\r' && c != '\n').forEach(c -> {
            if (c <= ' '
                    || c == 127
                    || DELIMITERS.indexOf(c) >= 0
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c)) {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    percent(out, octet);
                }
            } else {
                out.appendCodePoint(c);
            }
        });
    }

    /** A value as one component of an address: everything but unreserved characters is percent-encoded. */
    static String encodeComponent(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            appendEncoded(out, b);
        }
        return out.toString();
    }

    static void appendEncoded(StringBuilder out, byte b) {
        if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "-._~".indexOf(b) >= 0) {
            out.append((char) b);
        } else {
            percent(out, b);
        }
    }

    /** Of an authority with a foreign host; what precedes and follows the host stays. */
    private static String asciiHost(String authority) {
        if (authority.chars().allMatch(c -> c < 128)) {
            return authority;
        }
        int start = authority.lastIndexOf('@') + 1;
        int colon = authority.indexOf(':', start);
        int end = colon < 0 ? authority.length() : colon;
        return InternationalDomain.toAscii(authority.substring(start, end))
                .map(host -> authority.substring(0, start) + host + authority.substring(end))
                .orElse(authority); // refused by the check that follows
    }

    private static String encodeForeign(String rest) {
        StringBuilder out = new StringBuilder(rest.length() + 16);
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == 127 || DELIMITERS.indexOf(b) >= 0) {
                percent(out, b);
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static void percent(StringBuilder out, byte b) {
        out.append('%')
                .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
    }
}
