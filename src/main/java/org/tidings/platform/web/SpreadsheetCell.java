package org.tidings.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * Escapes text in files that are opened in spreadsheet programs
 * (<a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>).
 */
public final class SpreadsheetCell {

    /** Including full-width and small forms, which some programs treat like the ASCII characters. */
    private static final String FORMULA_STARTS =
            "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20\uFF5C\uFF05\uFE66\uFE62\uFE63\uFE6B\uFE6A";

    private SpreadsheetCell() {}

    /**
     * Inserts an apostrophe before text that looks like a formula, which prevents spreadsheet programs from evaluating it: at the beginning of
     * the cell, and after each semicolon, tab or line break. Excel splits quoted cells there if the semicolon is the list separator of the
     * system. Null becomes an empty cell.
     */
    public static String escaped(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        StringBuilder escaped = null;
        int copied = 0;
        for (int start = 0; start < cell.length(); start = afterSeparator(cell, start)) {
            if (isFormula(cell, start) || (start == 0 && isSeparator(cell.charAt(0)) && cell.charAt(0) != ';')) {
                escaped = escaped == null ? new StringBuilder(cell.length() + 8) : escaped;
                escaped.append(cell, copied, start).append('\'');
                copied = start;
            }
        }
        return escaped == null
                ? cell
                : escaped.append(cell, copied, cell.length()).toString();
    }

    /** Removes the apostrophe that {@link #escaped} adds at the beginning. */
    public static String unescaped(String cell) {
        return cell.startsWith("'") && escaped(cell.substring(1)).startsWith("'") ? cell.substring(1) : cell;
    }

    /** The index after the next separator, or the length of the cell. */
    private static int afterSeparator(String cell, int from) {
        int i = from;
        while (i < cell.length() && !isSeparator(cell.charAt(i))) {
            i++;
        }
        return Math.min(i + 1, cell.length());
    }

    private static boolean isSeparator(int c) {
        return switch (c) {
            case ';', '\t', '\n', '\u000B', '\f', '\r', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    /** Whether the first visible character up to the next separator starts a formula. Quotes around a cell do not prevent evaluation. */
    private static boolean isFormula(String cell, int from) {
        int i = from;
        while (i < cell.length()) {
            int c = cell.codePointAt(i);
            if (FORMULA_STARTS.indexOf(c) >= 0) {
                return true;
            }
            if ((c != '"' && !isInvisible(c)) || isSeparator(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.UNASSIGNED -> true;
                    default -> c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0; // blank Hangul letters
                };
    }
}
