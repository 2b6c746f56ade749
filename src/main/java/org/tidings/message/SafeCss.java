package org.tidings.message;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Styles that cannot act: no scripts, no bindings, no imported sheets. Judged after comments and escapes are undone. */
final class SafeCss {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?(\\*/|$)", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([0-9a-fA-F]{1,6})\\s?|(.))", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?i)@import\\b[^;{}]*;?");
    private static final Pattern ACTIVE =
            Pattern.compile("(?i)expression\\(|(java|vb|live)script:|behaviou?r:|-moz-binding|@import|</style|<script");
    private static final Pattern URL = Pattern.compile("(?i)url\\(([^)]*)");
    private static final Pattern ALLOWED_URL = Pattern.compile(
            "(?i)['\"]?(https?:|cid:|data:image/(png|gif|jpe?g|webp|bmp)[;,]|[^:]*$).*", Pattern.DOTALL);

    private SafeCss() {}

    static boolean isSafe(String css) {
        String plain = unescape(css);
        return !ACTIVE.matcher(plain).find()
                && URL.matcher(plain)
                        .results()
                        .allMatch(url -> ALLOWED_URL.matcher(url.group(1)).matches());
    }

    /** A style block without its imports, or nothing if it still could act. */
    static String block(String css) {
        String own = IMPORT.matcher(css).replaceAll("");
        return isSafe(own) ? own : "";
    }

    private static String unescape(String css) {
        String bare = COMMENT.matcher(css).replaceAll("");
        String unescaped = ESCAPE.matcher(bare).replaceAll(SafeCss::character);
        return MergeField.PATTERN.matcher(unescaped).replaceAll("").replaceAll("[\\s\\p{Cntrl}]+", "");
    }

    private static String character(MatchResult escape) {
        String hex = escape.group(1);
        int code = hex == null ? escape.group(2).codePointAt(0) : Integer.parseInt(hex, 16);
        return Matcher.quoteReplacement(Character.isValidCodePoint(code) ? Character.toString(code) : "\ufffd");
    }
}
