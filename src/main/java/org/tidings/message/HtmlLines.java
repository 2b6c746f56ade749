package org.tidings.message;

import java.util.Set;

/**
 * Breaks HTML into few long lines. Mail allows 998 octets a line (RFC 5321 section 4.5.3.1.6); the mail client writes line by
 * line and falls back to costly quoted-printable where one is longer. A line break goes only where no reader can see it:
 * inside a tag, for a space in running text, after a rule of a style sheet or, where a script knows no spaces, inside a
 * comment.
 */
final class HtmlLines {
    private static final int SOFT_LIMIT = 500;
    private static final int HARD_LIMIT = 700;
    private static final Set<String> RAW_ELEMENTS = Set.of("style", "title", "textarea", "script", "xmp");

    private enum Place {
        TEXT,
        TAG,
        QUOTES,
        COMMENT,
        RAW
    }

    private final String html;
    private final boolean spacesMatter;
    private final String marker;
    private final int markerWidth;
    private final StringBuilder out;
    private Place place = Place.TEXT;
    private String rawElement = "";
    private boolean preformatted;
    private int column;

    private HtmlLines(String html, boolean spacesMatter, String marker, int markerWidth) {
        this.html = html;
        this.spacesMatter = spacesMatter;
        this.marker = marker;
        this.markerWidth = markerWidth;
        this.out = new StringBuilder(html.length() + 64);
    }

    /**
     * Breaks serialised HTML whose attributes stand in double quotes.
     *
     * @param spacesMatter true if a style may show spaces as typed
     * @param marker start of a stand-in for something {@code markerWidth} octets wide
     */
    static String wrap(String html, boolean spacesMatter, String marker, int markerWidth) {
        HtmlLines lines = new HtmlLines(html, spacesMatter, marker, markerWidth);
        for (int i = 0; i < html.length(); i++) {
            lines.next(i);
        }
        return lines.out.toString();
    }

    private void next(int i) {
        char c = html.charAt(i);
        if (html.startsWith(marker, i)) {
            column += markerWidth;
        }
        switch (place) {
            case TEXT -> text(c, i);
            case TAG -> tag(c, i);
            case QUOTES -> {
                place = c == '"' ? Place.TAG : Place.QUOTES;
                append(c);
            }
            case COMMENT -> {
                place = c == '>' && html.startsWith("--", i - 2) ? Place.TEXT : Place.COMMENT;
                append(c);
            }
            case RAW -> raw(c, i);
        }
    }

    private void text(char c, int i) {
        if (c == '<') {
            place = html.startsWith("<!--", i) ? Place.COMMENT : Place.TAG;
            append(c);
        } else if (c == ' ' && column >= SOFT_LIMIT && !spacesMatter && !preformatted) {
            append('\n');
        } else {
            if (c == '&' && column >= HARD_LIMIT) {
                out.append("<!--\n-->");
                column = 3;
            }
            append(c);
        }
    }

    private void tag(char c, int i) {
        if (c == '"') {
            place = Place.QUOTES;
        } else if (c == ' ' && column >= SOFT_LIMIT) {
            append('\n');
            return;
        } else if (c == '>') {
            if (column >= SOFT_LIMIT) {
                append('\n');
            }
            endTag(i);
        }
        append(c);
    }

    private void endTag(int end) {
        int start = html.lastIndexOf('<', end) + 1;
        int nameEnd = start;
        while (nameEnd < end && html.charAt(nameEnd) != ' ') {
            nameEnd++;
        }
        String name = html.substring(start, nameEnd);
        if (name.equals("pre") || name.equals("/pre")) {
            preformatted = name.equals("pre");
        }
        rawElement = name;
        place = RAW_ELEMENTS.contains(name) ? Place.RAW : Place.TEXT;
    }

    private void raw(char c, int i) {
        if (c == '<' && html.startsWith("</" + rawElement, i)) {
            place = Place.TAG;
        }
        append(c);
        if (c == '}' && rawElement.equals("style") && column >= SOFT_LIMIT) {
            append('\n');
        }
    }

    private void append(char c) {
        out.append(c);
        column = c == '\n' ? 0 : column + 1;
    }
}
