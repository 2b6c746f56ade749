package org.tidings.message;

/**
 * Writes a body with the transfer encoding {@code 7bit} (RFC 2045 section 2.7): printable ASCII and tabs in lines of at most
 * 998 octets.
 */
final class SevenBit {
    private static final int LONGEST_LINE = 998;

    private final MimeBuffer out;
    private int column;

    SevenBit(MimeBuffer out) {
        this.out = out;
    }

    /** Returns false if this encoding cannot carry the text; part of it may have been written then. */
    boolean text(String text) {
        int before = out.size();
        if (out.putPrintable(text)) {
            column += out.size() - before;
            return column <= LONGEST_LINE;
        }
        return lines(text);
    }

    /** Returns false if a line would become too long. */
    boolean literal(EncodedLiteral literal) {
        out.put(literal.octets());
        boolean fits = column + literal.firstLine() <= LONGEST_LINE && literal.longestLine() <= LONGEST_LINE;
        column = literal.columnAfter(column);
        return fits && column <= LONGEST_LINE;
    }

    private boolean lines(String text) {
        String lines = TextTemplate.unixLines(text);
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (c == '\n') {
                out.putLineEnd();
                column = 0;
            } else if ((c >= ' ' && c <= '~') || c == '\t') {
                out.put(c);
                column++;
            } else {
                return false;
            }
            if (column > LONGEST_LINE) {
                return false;
            }
        }
        return true;
    }
}
