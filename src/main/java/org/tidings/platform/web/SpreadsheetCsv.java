package org.tidings.platform.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180) that is safe to open in spreadsheet programs: every cell is quoted and escaped by {@link SpreadsheetCell}. All
 * downloads use it.
 */
public final class SpreadsheetCsv {

    private final CsvWriter csv;

    /** @param text buffered; {@link #flush()} flushes it */
    public SpreadsheetCsv(Writer text) {
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(text);
    }

    /** The byte order mark, which Excel needs to detect UTF-8, and the header row. Only names that people chose are quoted, where necessary. */
    public static String header(String... columns) {
        return "\uFEFF" + Stream.of(columns).map(SpreadsheetCsv::heading).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String heading(String column) {
        return column.chars().allMatch(c -> c == '_' || c == '.' || (c < 0x80 && Character.isLetterOrDigit(c)))
                ? column
                : '"' + SpreadsheetCell.escaped(column).replace("\"", "\"\"") + '"';
    }

    /** Writes a row; null is an empty cell. */
    public void row(@Nullable String... cells) {
        String[] escaped = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            escaped[i] = SpreadsheetCell.escaped(cells[i]);
        }
        csv.writeRecord(escaped);
    }

    public void flush() throws IOException {
        csv.flush();
    }
}
