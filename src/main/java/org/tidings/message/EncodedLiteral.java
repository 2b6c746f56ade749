package org.tidings.message;

/**
 * Text that is the same for everyone in the octets of a transfer encoding, with the line lengths that tell how it joins what
 * stands before and after it. Lengths are without CRLF.
 *
 * @param octets lines end in CRLF
 * @param firstLine octets before the first line end
 * @param longestLine octets of the longest line that lies wholly inside
 * @param lastLine octets after the last line end
 * @param severalLines true if there is any line end
 */
@SuppressWarnings("ArrayRecordComponent") // shared by all messages and never compared
record EncodedLiteral(byte[] octets, int firstLine, int longestLine, int lastLine, boolean severalLines) {

    static EncodedLiteral of(byte[] octets) {
        int first = octets.length;
        int longest = 0;
        int lineStart = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                int line = i - 1 - lineStart;
                if (lineStart == 0) {
                    first = line;
                } else {
                    longest = Math.max(longest, line);
                }
                lineStart = i + 1;
            }
        }
        return new EncodedLiteral(octets, first, longest, octets.length - lineStart, lineStart > 0);
    }

    /** The column after this literal, when it begins at the given one. */
    int columnAfter(int column) {
        return severalLines ? lastLine : column + firstLine;
    }
}
