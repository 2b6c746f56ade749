package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mail addresses as notices write them. */
final class NoticeAddress {

    /** An address, bare or in angle brackets; the one group is the address. */
    static final String ANY =
            "<?((?:\"[^\"\\n]{1,64}\"|[^\\s<>@\"',;:()\\[\\]|*=]{1,128})@[^\\s<>@\"',;:()\\[\\]|*=]{1,255})>?";

    private static final Pattern FIRST = Pattern.compile(ANY);
    private static final Pattern HEX = Pattern.compile("\\+([0-9A-F]{2})|\\\\x\\{([0-9A-F]{2,6})\\}");
    private static final Pattern TRAILING = Pattern.compile("(?<![.>])[.>]++$");

    private NoticeAddress() {}

    /** The first address in a field such as {@code rfc822; ann@example.org} or {@code Ann <ann@example.org>}. */
    static Optional<String> in(String field) {
        Matcher m = FIRST.matcher(field);
        return m.find() ? Optional.of(tidy(m.group(1))) : Optional.empty();
    }

    /** All addresses of a header field, as long as a notice may need. */
    static List<String> all(String field) {
        return FIRST.matcher(field)
                .results()
                .limit(20)
                .map(m -> tidy(m.group(1)))
                .toList();
    }

    /**
     * The address of a delivery status: {@code rfc822;}, {@code utf-8;} with its escapes {@code \x{..}} (RFC 6533, section 3)
     * and, in {@code Original-Recipient}, xtext {@code +2B} (RFC 3461, section 4).
     */
    static Optional<String> ofStatus(String field, boolean xtext) {
        boolean unicode = field.toLowerCase(Locale.ROOT).contains("utf-8");
        return in(xtext || unicode ? unescape(field, xtext) : field);
    }

    private static String unescape(String field, boolean xtext) {
        return HEX.matcher(field).replaceAll(m -> {
            if (m.group(1) != null && !xtext) {
                return Matcher.quoteReplacement(m.group());
            }
            int point = Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(2), 16);
            return Matcher.quoteReplacement(Character.isValidCodePoint(point) ? Character.toString(point) : m.group());
        });
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** The text without its addresses. */
    static String strip(String text) {
        return FIRST.matcher(text).replaceAll("").strip();
    }

    private static String tidy(String address) {
        return TRAILING.matcher(address).replaceFirst("");
    }
}
