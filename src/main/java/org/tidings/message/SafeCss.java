package org.tidings.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Styles that cannot act: no scripts, no bindings, no imported sheets. Judged after comments and escapes are undone. What is
 * safe stays as typed; of anything else, the parser of {@link CssFilter} takes out the declarations that are not.
 */
final class SafeCss {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?(\\*/|$)", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([0-9a-fA-F]{1,6})\\s?|(.))", Pattern.DOTALL);
    private static final Pattern ACTIVE =
            Pattern.compile("(?i)expression\\(|(java|vb|live)script:|(?<!scroll-)behaviou?r:"
                    + "|-moz-binding|@import|</style|<script");
    private static final Pattern URL = Pattern.compile("(?i)url\\(([^)]*)");
    private static final Pattern ALLOWED_URL = Pattern.compile(
            "(?i)['\"]?(https?:|cid:|data:(image/(png|gif|jpe?g|webp|bmp|svg\\+xml)|(application/(x-)?)?font[-/][a-z0-9-]+)[;,]"
                    + "|[^:]*$).*",
            Pattern.DOTALL);

    private static final Pattern FIELD_WORD = Pattern.compile("tdfield(\\d{1,7})x");

    private SafeCss() {}

    static boolean isSafe(String css) {
        String plain = unescape(css);
        return !ACTIVE.matcher(plain).find()
                && URL.matcher(plain)
                        .results()
                        .allMatch(url -> ALLOWED_URL.matcher(url.group(1)).matches());
    }

    /** The value of a {@code style} attribute without what could act. */
    static String declarations(String css, Removals removals) {
        if (isSafe(css)) {
            return css;
        }
        List<String> fields = new ArrayList<>();
        return withFields(new CssFilter(removals).declarations(withoutFields(css, fields)), fields);
    }

    /** A style sheet without its imports and what else could act. */
    static String block(String css, Removals removals) {
        if (isSafe(css)) {
            return css;
        }
        List<String> fields = new ArrayList<>();
        return withFields(new CssFilter(removals).sheet(withoutFields(css, fields)), fields);
    }

    /** Braces mean something in CSS, so a merge field becomes a word while styles are parsed. */
    private static String withoutFields(String css, List<String> fields) {
        return MergeField.PATTERN.matcher(css).replaceAll(match -> {
            fields.add(match.group());
            return "tdfield" + (fields.size() - 1) + "x";
        });
    }

    private static String withFields(String css, List<String> fields) {
        return FIELD_WORD
                .matcher(css)
                .replaceAll(word -> Matcher.quoteReplacement(
                        Integer.parseInt(word.group(1)) < fields.size()
                                ? fields.get(Integer.parseInt(word.group(1)))
                                : word.group()));
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
