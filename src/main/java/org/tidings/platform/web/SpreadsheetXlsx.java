package org.tidings.platform.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a workbook of texts. Rows are written as they come and cells are stored in place instead of in a shared table, so memory does not grow
 * with the file. Texts are never formulas, so nothing is escaped.
 */
public final class SpreadsheetXlsx {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** The longest text of a cell and the most rows of a sheet, according to Microsoft's "Excel specifications and limits". */
    private static final int LONGEST_CELL = 32_767;

    private static final int MOST_ROWS = 1_048_576;
    private static final int FLUSHED_ROWS = 500;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int rows;

    public SpreadsheetXlsx(OutputStream out, String sheetName) {
        workbook = new Workbook(out, "Tidings", null);
        sheet = workbook.newWorksheet(sheetName);
    }

    /**
     * Writes a row.
     *
     * @throws IllegalStateException if the sheet is full; the file then cannot be completed
     */
    public void row(String... cells) {
        if (rows == MOST_ROWS) {
            throw new IllegalStateException("A sheet has at most " + MOST_ROWS + " rows. Export fewer people, or CSV.");
        }
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                sheet.inlineString(rows, i, cells[i].substring(0, Math.min(cells[i].length(), LONGEST_CELL)));
            }
        }
        rows++;
        if (rows % FLUSHED_ROWS == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Completes the file. Without it the file is recognisably broken, which is better than one that silently lacks rows. */
    public void finish() throws IOException {
        workbook.finish();
    }
}
