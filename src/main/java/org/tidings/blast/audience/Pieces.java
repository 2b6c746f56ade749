package org.tidings.blast.audience;

import java.util.ArrayList;
import java.util.List;

/** A line cut at its separators, but not inside quotation marks or angle brackets that are closed again. */
final class Pieces {

    private Pieces() {}

    static List<String> of(String line, String separators) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' || c == '<') {
                int end = line.indexOf(c == '<' ? '>' : '"', i + 1);
                i = end < 0 ? i : end;
            } else if (separators.indexOf(c) >= 0) {
                pieces.add(line.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(line.substring(start));
        return pieces;
    }
}
