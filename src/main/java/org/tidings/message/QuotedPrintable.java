package org.tidings.message;

import java.nio.charset.StandardCharsets;

/** Writes a body in UTF-8 with the transfer encoding {@code quoted-printable} (RFC 2045 section 6.7). */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 76;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final MimeBuffer out;
    private int column;

    QuotedPrintable(MimeBuffer out) {
        this.out = out;
    }

    /** Encodes text. A space at its end is encoded too, since a line may end there. */
    void text(String text) {
        byte[] octets = TextTemplate.unixLines(text).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            byte octet = octets[i];
            if (octet == '\n') {
                out.putLineEnd();
                column = 0;
            } else if (isLiteral(octet) && !(isBlank(octet) && isLast(octets, i))) {
                keepTogether(1);
                out.put(octet);
            } else {
                keepTogether(3);
                out.put('=');
                out.put(HEX[(octet >> 4) & 15]);
                out.put(HEX[octet & 15]);
            }
        }
    }

    /** Copies what this class encoded before from column 0. */
    void literal(EncodedLiteral literal) {
        boolean endsLine = literal.severalLines() && literal.firstLine() == 0;
        if (column > 0 && !endsLine && column + literal.firstLine() >= LONGEST_LINE) {
            breakLine();
        }
        out.put(literal.octets());
        column = literal.columnAfter(column);
    }

    private void keepTogether(int octets) {
        if (column + octets >= LONGEST_LINE) {
            breakLine();
        }
        column += octets;
    }

    private void breakLine() {
        out.put('=');
        out.putLineEnd();
        column = 0;
    }

    private static boolean isLiteral(byte octet) {
        return (octet >= ' ' && octet <= '~' && octet != '=') || octet == '\t';
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isLast(byte[] octets, int at) {
        return at + 1 == octets.length || octets[at + 1] == '\n';
    }
}
