package org.tidings.blast.audience;

import java.util.ArrayList;
import java.util.List;

/** Splits a line at separators, except inside closed quotation marks or angle brackets. */
final class Pieces {

    private Pieces() {}

    static List<String> of(String line, String separators) {
        List<String> pieces = new ArrayList<>();
        int lastQuote = line.lastIndexOf('"');
        int lastBracket = line.lastIndexOf('>');
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && i < lastQuote) {
                i = line.indexOf('"', i + 1);
            } else if (c == '<' && i < lastBracket) {
                i = line.indexOf('>', i + 1);
            } else if (separators.indexOf(c) >= 0) {
                pieces.add(line.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(line.substring(start));
        return pieces;
    }
}
