package org.tidings.diagnosis;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An enhanced mail system status code such as {@code 5.1.1} (RFC 3463; registry: RFC 5248).
 *
 * @param category 2 success, 4 temporary, 5 permanent
 * @param subject 0 to 7: whose trouble it is (1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy)
 * @param detail 0 to 999, its meaning depends on the subject
 */
public record EnhancedStatus(int category, int subject, int detail) {

    // Not followed by a digit, letter or another dotted part: 5.1.1.3 is an IP address, 4.2.1b a version.
    private static final String STATUS = "([245])\\.([0-7])\\.(\\d{1,3})(?!\\w)(?!\\.\\w)";

    /**
     * Where a status may stand, best place first. A status right behind a reply code is the receiving server's own
     * word, also when a relay wraps it in its own ("5.1.0 - Unknown address error 550-'5.7.1 ... denied'", IronPort).
     * Behind any other word a dotted triple is more likely a version number, so it is left alone.
     */
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("(?<![\\w.])[245]\\d\\d[ \\-]\\s{0,60}['\"(<#\\[]{0,2}" + STATUS),
            Pattern.compile(
                    "(?:^|[#(\\[<;]|(?<!version):|\\bstatus[ =])\\s{0,60}" + STATUS,
                    Pattern.MULTILINE | Pattern.CASE_INSENSITIVE));

    /** The status that a reply or diagnostic text carries; null when there is none. */
    public static @Nullable EnhancedStatus find(String text) {
        for (Pattern place : PLACES) {
            Matcher m = place.matcher(text);
            if (m.find()) {
                return new EnhancedStatus(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return category + "." + subject + "." + detail;
    }
}
