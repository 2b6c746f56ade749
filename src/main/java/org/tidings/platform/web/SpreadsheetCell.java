package org.tidings.platform.web;

import org.jspecify.annotations.Nullable;

/** Text on its way into and out of files that spreadsheets open. */
public final class SpreadsheetCell {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private SpreadsheetCell() {}

    /**
     * A cell that begins like a formula is run by spreadsheets, whoever wrote it; an apostrophe in front makes it text
     * (<a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>). Null is an empty cell.
     */
    public static String defused(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return isFormula(cell, 0) ? "'" + cell : cell;
    }

    /** Takes the apostrophe of {@link #defused} away again. */
    public static String restored(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && isFormula(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String cell, int from) {
        return FORMULA_STARTS.indexOf(cell.charAt(from)) >= 0;
    }
}
