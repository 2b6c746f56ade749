package org.tidings.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/** The HTML part of a message of which only the plain text was written: paragraphs, line breaks and links. */
public final class HtmlOfText {
    private static final Pattern LINK =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}_])https?://(?:\\{\\{[^{}\\n]*}}|[^\\s<>\"{}]++)++"
                    + "|\\{\\{\\s*+(?:unsubscribe|preferences|view)[ _]url\\s*+}}");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?:[ \\t]*+\\n)++");

    private HtmlOfText() {}

    /** Merge fields stay as they are; the message's own addresses become links. */
    public static String of(String text) {
        StringBuilder html = new StringBuilder(text.length() * 2);
        for (String paragraph : BLANK_LINES.split(TextTemplate.unixLines(text).strip(), -1)) {
            html.append("<p>").append(linked(paragraph)).append("</p>");
        }
        return html.toString();
    }

    private static String linked(String paragraph) {
        StringBuilder html = new StringBuilder(paragraph.length() + 64);
        Matcher link = LINK.matcher(paragraph);
        int end = 0;
        while (link.find()) {
            String target = TextTemplate.withoutTrailingPunctuation(link.group());
            html.append(words(paragraph.substring(end, link.start())))
                    .append("<a href=\"")
                    .append(Entities.escape(target))
                    .append("\">")
                    .append(words(target))
                    .append("</a>");
            end = link.start() + target.length();
        }
        return html.append(words(paragraph.substring(end))).toString();
    }

    private static String words(String text) {
        return Entities.escape(text).replace("\n", "<br>");
    }
}
