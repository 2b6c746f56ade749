package org.tidings.platform.table;

/** Removes what cannot be seen around the text of a cell. Inside words it stays: Persian and emoji need their joiners. */
final class CellText {

    private CellText() {}

    static String of(String cell) {
        int start = 0;
        int end = cell.length();
        while (start < end && isInvisible(cell.charAt(start))) {
            start++;
        }
        while (end > start && isInvisible(cell.charAt(end - 1))) {
            end--;
        }
        return cell.substring(start, end);
    }

    private static boolean isInvisible(char c) {
        if (c < 0x7f) {
            return c <= ' ';
        }
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
