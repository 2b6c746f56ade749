package org.tidings.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table in a workbook, with a heading that stays in view and filters. Rows are written as they come. Texts are stored in place and are never
 * formulas. If the table is longer than a sheet, it continues on another one.
 */
final class XlsxSheet {

    /** "Excel specifications and limits": rows of a sheet and characters of a cell. */
    static final int MOST_ROWS = 1_048_576;

    private static final int LONGEST_CELL = 32_767;
    private static final int FLUSHED_ROWS = 500;
    /** Links of a sheet are in memory until it is complete, and Excel takes at most 65,530; further ones are texts. */
    private static final int MOST_LINKS = 10_000;

    private final Workbook workbook;
    private final String name;
    private final ZoneId zone;
    private final Column[] columns;
    private Worksheet sheet;
    private int sheets;
    private int rows;
    private int links;

    /**
     * A column.
     *
     * @param width in characters
     */
    record Column(String heading, int width) {}

    /** A link to a page. */
    record Link(String url, String text) {}

    XlsxSheet(Workbook workbook, String name, ZoneId zone, Column... columns) {
        this.workbook = workbook;
        this.name = name;
        this.zone = zone;
        this.columns = columns;
        this.sheet = begin();
    }

    private Worksheet begin() {
        sheets++;
        rows = 0;
        links = 0;
        Worksheet begun = workbook.newWorksheet(sheets == 1 ? name : name + " " + sheets);
        begun.freezePane(0, 1);
        for (int i = 0; i < columns.length; i++) {
            begun.width(i, columns[i].width());
            begun.inlineString(0, i, columns[i].heading());
            begun.style(0, i).bold().set();
        }
        rows++;
        return begun;
    }

    /** Writes a row of texts, numbers, booleans, instants and links; null is an empty cell. */
    void row(@Nullable Object... cells) {
        if (rows == MOST_ROWS) {
            end();
            sheet = begin();
        }
        for (int i = 0; i < cells.length; i++) {
            cell(i, cells[i]);
        }
        rows++;
        if (rows % FLUSHED_ROWS == 0) {
            try {
                sheet.flush();
            } catch (IOException disconnected) {
                throw new UncheckedIOException(disconnected);
            }
        }
    }

    private void cell(int column, @Nullable Object value) {
        if (value instanceof Number number) {
            sheet.value(rows, column, number);
        } else if (value instanceof Boolean yes) {
            sheet.value(rows, column, yes);
        } else if (value instanceof Instant at) {
            sheet.value(rows, column, LocalDateTime.ofInstant(at, zone));
            sheet.style(rows, column).format("yyyy-mm-dd hh:mm:ss").set();
        } else if (value instanceof Link link && links++ < MOST_LINKS) {
            sheet.hyperlink(rows, column, new HyperLink(link.url(), link.text()));
        } else if (value instanceof Link link) {
            sheet.inlineString(rows, column, link.url());
        } else if (value != null && !value.toString().isEmpty()) {
            String text = value.toString();
            sheet.inlineString(rows, column, text.substring(0, Math.min(text.length(), LONGEST_CELL)));
        }
    }

    /** Completes the table. */
    void end() {
        sheet.setAutoFilter(0, 0, rows - 1, columns.length - 1);
        try {
            sheet.finish();
        } catch (IOException disconnected) {
            throw new UncheckedIOException(disconnected);
        }
    }
}
