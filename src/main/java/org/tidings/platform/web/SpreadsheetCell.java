package org.tidings.platform.web;

import org.jspecify.annotations.Nullable;

/** Escapes text in files that are opened in spreadsheet programs. */
public final class SpreadsheetCell {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private SpreadsheetCell() {}

    /**
     * Prefixes a cell that starts like a formula with an apostrophe, which prevents spreadsheet programs from evaluating it
     * (<a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>). Null becomes an empty cell.
     */
    public static String escaped(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return isFormula(cell, 0) ? "'" + cell : cell;
    }

    /** Removes the apostrophe that {@link #escaped} adds. */
    public static String unescaped(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && isFormula(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String cell, int from) {
        return FORMULA_STARTS.indexOf(cell.charAt(from)) >= 0;
    }
}
