package org.tidings.message.block;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tidings.message.HtmlOfText;

/** Rich text as it comes from a plain field: HTML, or words and blank lines as people type them where there is no editor. */
public final class TypedText {

    private static final Pattern LAID_OUT = Pattern.compile(
            "(?i)<(?:p|div|ul|ol|li|dl|table|tr|td|h[1-6]|blockquote|br|hr|pre|center|section|script|style"
                    + "|html|head|body|!doctype|!--)(?:[\\s/>-])");
    private static final Pattern INLINE = Pattern.compile(
            "(?i)</?+(?:a|b|i|u|s|em|strong|span|font|small|big|sub|sup|code|img|abbr|del|ins|mark|tt|strike)(?:[\\s/>])"
                    + "|&(?:#\\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?:[ \\t]*+\\n)++");

    private TypedText() {}

    /**
     * The text as HTML. Text without tags becomes paragraphs, one with tags for words only (bold, links) keeps them, and one that has paragraphs,
     * lists or line breaks of its own stays as it is.
     */
    public static String html(String typed) {
        if (typed.isBlank()) {
            return "";
        }
        if (LAID_OUT.matcher(typed).find()) {
            return typed;
        }
        return INLINE.matcher(typed).find() ? paragraphs(typed) : HtmlOfText.of(typed);
    }

    private static String paragraphs(String typed) {
        String lines = typed.replace("\r\n", "\n").replace('\r', '\n').strip();
        return Arrays.stream(BLANK_LINES.split(lines, -1))
                .map(paragraph -> "<p>" + paragraph.replace("\n", "<br>") + "</p>")
                .collect(Collectors.joining());
    }
}
