package org.tidings.platform.web;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;

/**
 * Allows line breaks in addresses and in long words of subjects before {@code @} and dots, and nowhere else within a word: {@code
 * {text:breakable(line.email)}} in templates.
 */
@TemplateExtension(namespace = "text")
final class LineBreaks {

    private LineBreaks() {}

    /** Escapes the text. */
    static RawString breakable(String text) {
        StringBuilder html = new StringBuilder(text.length() + 32);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '@', '.' ->
                    html.append(isWithinWord(text, i) ? "<wbr>" : "").append(c);
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return new RawString(html.toString());
    }

    private static boolean isWithinWord(String text, int i) {
        return i > 0
                && i < text.length() - 1
                && Character.isLetterOrDigit(text.charAt(i - 1))
                && Character.isLetterOrDigit(text.charAt(i + 1));
    }
}
