package org.tidings.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments that Outlook for Windows reads as HTML, such as <code>&lt;!--[if mso]&gt;&lt;table&gt;&lt;![endif]--&gt;</code>.
 * Layouts of many template editors rest on them.
 */
final class ConditionalComment {
    private static final String CONDITION = "^\\s*+\\[if [^\\]<>\"]{1,60}\\]>";
    private static final Pattern OPENING = Pattern.compile("(?i)" + CONDITION + "\\s*<!(--\\s*)?");
    private static final Pattern CLOSING = Pattern.compile("(?i)^\\s*+<!\\[endif\\]\\s*+");
    private static final Pattern WHOLE = Pattern.compile("(?is)" + CONDITION + "(.*)<!\\[endif\\]\\s*");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>?");
    private static final Pattern HARMLESS_TAG = Pattern.compile(
            "(?is)</?(table|tbody|tr|td|th|div|center|p|br|span|b|strong|font|a|img|style|xml|noscript|[vow]:[a-z]+)\\b[^<>]*>");
    private static final Pattern ACTIVE = Pattern.compile("(?is)\\bon[a-z]+\\s*=|(java|vb|live)script|data\\s*:|--|&#");

    private ConditionalComment() {}

    /** True for the inside of a conditional comment, or of the comments that open and close a revealed part. */
    static boolean isOne(String comment) {
        return OPENING.matcher(comment).matches()
                || CLOSING.matcher(comment).matches()
                || WHOLE.matcher(comment).matches();
    }

    /** True for a conditional comment that holds layout only. Half-open tables cannot be parsed, so its tags are judged singly. */
    static boolean isHarmless(String comment) {
        if (OPENING.matcher(comment).matches() || CLOSING.matcher(comment).matches()) {
            return true;
        }
        Matcher whole = WHOLE.matcher(comment);
        if (!whole.matches()) {
            return false;
        }
        String inside = whole.group(1);
        return TAG.matcher(inside)
                        .results()
                        .allMatch(tag -> HARMLESS_TAG.matcher(tag.group()).matches())
                && !ACTIVE.matcher(inside).find()
                && SafeCss.isSafe(inside);
    }
}
