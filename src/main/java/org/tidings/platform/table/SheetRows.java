package org.tidings.platform.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet that are not blank. */
final class SheetRows implements TableRows {

    /** The limits of Excel. */
    private static final int MOST_COLUMNS = 16_384;

    private static final int MOST_ROWS = 1_048_576;

    /** How XML writes characters that it does not allow: {@code _x000D_} is a carriage return. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final ZipFile zip;
    private final XmlPart xml;
    private final Workbook workbook;
    private int line;
    private @Nullable TableRow next;

    SheetRows(ZipFile zip, XmlPart xml, Workbook workbook) {
        this.zip = zip;
        this.xml = xml;
        this.workbook = workbook;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            if (line < 0 || !xml.next() || xml.isEnd("sheetData")) {
                line = -1;
                close();
                return false;
            }
            if (xml.isStart("row")) {
                TableRow row = row();
                next = row.isBlank() ? null : row;
            }
        }
        return true;
    }

    @Override
    public TableRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        TableRow row = next;
        next = null;
        return java.util.Objects.requireNonNull(row);
    }

    private TableRow row() {
        int number = CellNumber.integer(xml.attribute("r"));
        line = number < 0 ? line + 1 : number;
        if (line < 1 || line > MOST_ROWS) {
            throw new TableFileException(WorkbookTable.BROKEN);
        }
        List<String> cells = new ArrayList<>();
        while (!xml.isEnd("row") && xml.next() && !xml.isEnd("row")) {
            if (xml.isStart("c")) {
                String reference = xml.attribute("r");
                int column = reference.isEmpty() ? cells.size() : column(reference);
                if (column < 0 || column >= MOST_COLUMNS) {
                    throw new TableFileException(WorkbookTable.BROKEN);
                }
                String text = cell();
                if (column < cells.size()) {
                    cells.set(column, text);
                } else if (!text.isEmpty()) {
                    while (cells.size() < column) {
                        cells.add("");
                    }
                    cells.add(text);
                } else if (reference.isEmpty()) {
                    cells.add("");
                }
            }
        }
        return new TableRow(line, cells, null);
    }

    private String cell() {
        String type = xml.attribute("t");
        int style = CellNumber.integer(xml.attribute("s"));
        String value = "";
        while (!xml.isEnd("c") && xml.next() && !xml.isEnd("c")) {
            if (xml.isStart("v")) {
                value = xml.text();
            } else if (xml.isStart("is")) {
                value = SharedTexts.richText(xml, "is");
            } else if (xml.isStart("f")) {
                xml.text();
            }
        }
        return switch (type) {
            case "s" -> CellText.of(unescaped(workbook.texts().get(CellNumber.integer(value))));
            case "str", "inlineStr", "e", "d" -> CellText.of(unescaped(value));
            case "b" ->
                value.isBlank()
                        ? ""
                        : Boolean.toString(
                                value.strip().equals("1") || value.strip().equals("true"));
            default -> {
                List<NumberKind> formats = workbook.formats();
                NumberKind kind = style >= 0 && style < formats.size() ? formats.get(style) : NumberKind.NUMBER;
                yield CellText.of(CellNumber.text(value, kind, workbook.is1904()));
            }
        };
    }

    private static String unescaped(String text) {
        String lines =
                text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        return lines.contains("_x") ? ESCAPED.matcher(lines).replaceAll(SheetRows::character) : lines;
    }

    private static String character(MatchResult escaped) {
        char c = (char) Integer.parseInt(escaped.group(1), 16);
        return c == '\r' || c == '\\' || c == '$' || c == 0 ? "" : String.valueOf(c);
    }

    /** The column of a reference such as {@code AB12}, from 0; -1 for what is none. */
    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && column <= MOST_COLUMNS; i++) {
            char c = Character.toUpperCase(reference.charAt(i));
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + c - 'A' + 1;
        }
        return column - 1;
    }

    @Override
    public void close() {
        try {
            xml.close();
            zip.close();
        } catch (IOException e) {
            throw new TableFileException(WorkbookTable.BROKEN, e);
        }
    }
}
