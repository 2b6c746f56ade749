package org.tidings.platform.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * The first sheet with rows of an Excel workbook (ECMA-376, part 1). Only its shared texts are kept in memory. Read by the parser of the JDK: the
 * usual libraries keep rows as long as a cell's reference says, and texts as large as they unpack, which lets a small file fill the memory.
 */
final class WorkbookTable implements TableSource {

    static final String BROKEN =
            "This Excel file is damaged or incomplete. Open it in Excel, save it again, and choose the new file.";
    static final String TOO_LARGE =
            "This Excel file is too large to read. Save the sheet as CSV, and choose that file.";

    private final Path file;
    private final Workbook workbook;
    private final Workbook.Sheet sheet;

    private WorkbookTable(Path file, Workbook workbook, Workbook.Sheet sheet) {
        this.file = file;
        this.workbook = workbook;
        this.sheet = sheet;
    }

    static WorkbookTable open(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Workbook workbook = Workbook.read(zip);
            for (Workbook.Sheet sheet : workbook.sheets()) {
                WorkbookTable table = new WorkbookTable(file, workbook, sheet);
                try (TableRows rows = table.open(0)) {
                    if (rows.hasNext()) {
                        return table;
                    }
                }
            }
            throw new TableFileException(
                    "The workbook is empty. Choose a file with a row of headings and a row for" + " each person.");
        } catch (IOException e) {
            throw new TableFileException(BROKEN, e);
        }
    }

    @Override
    public String description() {
        return "Excel, sheet " + sheet.name();
    }

    @Override
    public TableRows open(int columns) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new SheetRows(zip, XmlPart.open(zip, sheet.part()), workbook);
            } catch (TableFileException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw new TableFileException(BROKEN, e);
        }
    }
}
