package org.tidings.blast.audience;

/** Strips given characters from both ends of a text, in linear time. */
final class Edges {

    private Edges() {}

    static String strip(String text, String before, String after) {
        int start = 0;
        int end = text.length();
        while (start < end && isOne(text.charAt(start), before)) {
            start++;
        }
        while (end > start && isOne(text.charAt(end - 1), after)) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isOne(char c, String decoration) {
        return Character.isWhitespace(c) || decoration.indexOf(c) >= 0;
    }
}
