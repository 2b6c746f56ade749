package org.tidings.platform.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the lines of one record into cells (RFC 4180, read leniently). A quotation mark opens a cell only at its start, and closes it only before
 * a separator or at the end of the line, so that <code>"Ann "Nan" Lee"</code> is one name. A doubled one is a part of the text. Takes time in
 * proportion to the line.
 */
final class CellSplitter {

    /** What the lines read so far are. */
    enum State {
        COMPLETE,
        /** A quoted cell goes on in the next line. */
        OPEN,
        /** A later line has a quotation mark where no program writes one: the cell was never meant to go on. */
        BROKEN
    }

    private final char separator;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean hasUnpairedQuote;

    CellSplitter(char separator) {
        this.separator = separator;
    }

    List<String> cells() {
        return cells;
    }

    /** True if a cell of the first line starts with a quotation mark that nothing closes. */
    boolean hasUnpairedQuote() {
        return hasUnpairedQuote;
    }

    State first(String line) {
        return cellsFrom(line, 0, false);
    }

    /** The same line with quotation marks that are not closed in it as a part of the text. */
    void literally(String line) {
        cells.clear();
        cellsFrom(line, 0, true);
    }

    State next(String line) {
        Quotes quotes = new Quotes(line);
        int close = quotes.closeAfter(0);
        if (quotes.hasLoneBetween(-1, close < 0 ? line.length() : close)) {
            return State.BROKEN;
        }
        open.append('\n').append(unquoted(line, 0, close < 0 ? line.length() : close));
        if (close < 0) {
            return State.OPEN;
        }
        cells.add(CellText.of(open.toString()));
        int after = skipBlanks(line, close + 1);
        return after == line.length() ? State.COMPLETE : cellsFrom(line, after + 1, false);
    }

    private State cellsFrom(String line, int from, boolean literally) {
        Quotes quotes = new Quotes(line);
        int at = from;
        while (true) {
            int start = skipBlanks(line, at);
            int close = isQuote(line, start) ? quotes.closeAfter(start + 1) : -1;
            if (close >= 0) {
                cells.add(CellText.of(unquoted(line, start + 1, close)));
                at = skipBlanks(line, close + 1);
            } else if (isQuote(line, start) && !literally && !quotes.hasLoneBetween(start, line.length())) {
                open.setLength(0);
                open.append(unquoted(line, start + 1, line.length()));
                return State.OPEN;
            } else {
                int end = line.indexOf(separator, at);
                end = end < 0 ? line.length() : end;
                String cell = CellText.of(line.substring(at, end));
                hasUnpairedQuote |= isQuote(line, start)
                        && cell.chars().filter(c -> c == '"').count() % 2 == 1;
                cells.add(cell);
                at = end;
            }
            if (at >= line.length()) {
                return State.COMPLETE;
            }
            at++;
        }
    }

    private static String unquoted(String line, int from, int to) {
        String text = line.substring(from, to);
        return text.indexOf('"') < 0 ? text : text.replace("\"\"", "\"");
    }

    private static boolean isQuote(String line, int at) {
        return at < line.length() && line.charAt(at) == '"';
    }

    private int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != separator && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The quotation marks of a line that are not doubled, looked for once. */
    private final class Quotes {
        private final String line;
        private int lastLone = -1;
        private boolean hasNoMore;

        Quotes(String line) {
            this.line = line;
        }

        /** The next closing quotation mark, or -1. */
        int closeAfter(int from) {
            int at = from;
            while (at < line.length()) {
                int quote = line.indexOf('"', at);
                if (quote < 0) {
                    break;
                }
                int run = quote;
                while (isQuote(line, run)) {
                    run++;
                }
                at = run;
                if ((run - quote) % 2 == 1) {
                    int after = skipBlanks(line, run);
                    if (after == line.length() || line.charAt(after) == separator) {
                        return run - 1;
                    }
                    lastLone = Math.max(lastLone, run - 1);
                }
                if (hasNoMore) {
                    return -1; // the others were looked at before
                }
            }
            hasNoMore = true;
            return -1;
        }

        boolean hasLoneBetween(int after, int before) {
            return lastLone > after && lastLone < before;
        }
    }
}
