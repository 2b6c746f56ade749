package org.tidings.platform.table;

import java.nio.file.Path;
import java.util.List;

/**
 * A table with headings in a file of a spreadsheet program: an Excel workbook, or text of any usual encoding and separator. What kind of file it
 * is depends on its content alone. Titles and blank rows above the headings are passed over.
 */
public final class TableFile {

    private final TableSource source;
    private final TableRow headings;

    private TableFile(TableSource source, TableRow headings) {
        this.source = source;
        this.headings = headings;
    }

    /**
     * Reads the file up to its headings.
     *
     * @throws TableFileException if it is not a table
     */
    public static TableFile open(Path file) {
        TableSource source = FileType.isWorkbook(file) ? WorkbookTable.open(file) : TextTable.open(file);
        try (TableRows rows = source.open(0)) {
            TableRow headings = HeadingRow.find(rows)
                    .orElseThrow(() -> new TableFileException(
                            "The file is empty. Choose a file with a row of headings" + " and a row for each person."));
            return new TableFile(source, headings);
        }
    }

    /** The cells of the heading row, empty ones included; rows may have more cells than that. */
    public List<String> headings() {
        return headings.cells();
    }

    /** The line, or the row of the sheet, with the headings; from 1. */
    public int headingsLine() {
        return headings.line();
    }

    /** How the file was read, for a preview: {@code Excel, sheet Roster} or {@code CSV, semicolons, Windows-1252}. */
    public String description() {
        return source.description();
    }

    /** The rows below the headings, read from the first. Blank rows are left out. Can be called any number of times. */
    public TableRows rows() {
        TableRows rows = source.open(headings.cells().size());
        try {
            boolean isAbove = true;
            while (isAbove && rows.hasNext()) {
                isAbove = rows.next().line() < headings.line();
            }
            return rows;
        } catch (TableFileException broken) {
            rows.close();
            throw broken;
        }
    }
}
