package org.tidings.message;

import java.util.regex.Pattern;

/** People's words inside markup, in ASCII: with entities in HTML, with escapes in a style sheet. */
final class AsciiHtml {
    private static final Pattern NOT_PLAIN_CSS = Pattern.compile("[^A-Za-z0-9 #.,%-]");

    private AsciiHtml() {}

    /** For text and for attribute values in double quotes. */
    static String escape(String text) {
        return needsNoEscape(text) ? text : escaped(text);
    }

    private static boolean needsNoEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> appendCodePoint(out, c);
            }
        });
        return out.toString();
    }

    /** Markup that is raw already, such as a conditional comment: only foreign characters become entities. */
    static String entitiesOnly(String markup) {
        StringBuilder out = new StringBuilder(markup.length());
        markup.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                out.append((char) c);
            } else {
                appendCodePoint(out, c);
            }
        });
        return out.toString();
    }

    /** A style sheet's foreign characters as CSS escapes (CSS Syntax 3, section 4.3.7). */
    static String cssEscapes(String css) {
        StringBuilder out = new StringBuilder(css.length());
        css.codePoints().forEach(c -> {
            if (c >= 127) {
                out.append('\\').append(Integer.toHexString(c)).append(' ');
            } else if (c >= ' ' || c == '\n' || c == '\t') {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    /** A person's value inside CSS: a colour, a number or a word, never punctuation that means something. */
    static String plainCssValue(String value) {
        return NOT_PLAIN_CSS.matcher(value).replaceAll("");
    }

    private static void appendCodePoint(StringBuilder out, int c) {
        if (c >= ' ' && c < 127) {
            out.append((char) c);
        } else if (c >= 0xA0 && (c < 0xD800 || c > 0xDFFF)) { // controls and halves of pairs are no characters
            out.append("&#x").append(Integer.toHexString(c)).append(';');
        }
    }
}
