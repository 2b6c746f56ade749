package org.tidings.blast.audience;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Audience;

/**
 * Reads the people in a CSV file (RFC 4180, parsed leniently). Reads one row at a time, so memory does not depend on the size of the file. The
 * first row names the columns, in any order; only the address column is required. The separator (comma, semicolon or tab) is detected from
 * the first row. Rows with an invalid address are returned with the problem.
 */
public final class CsvPeople implements Iterable<Audience.Entry> {

    private static final String NEVER_CLOSED = "The file is not a valid CSV file: a quotation mark is not closed.";

    private final TextFile file;
    private final char separator;
    private final PersonColumns columns;

    private CsvPeople(TextFile file, char separator, PersonColumns columns) {
        this.file = file;
        this.separator = separator;
        this.columns = columns;
    }

    /**
     * Reads the header row.
     *
     * @throws CsvFileException when the header row has no address column
     */
    public static CsvPeople of(Path path) {
        try {
            TextFile file = TextFile.of(path);
            char separator = separator(file);
            try (CsvReader<CsvRecord> reader = reader(file, separator)) {
                Iterator<CsvRecord> rows = reader.iterator();
                if (!rows.hasNext()) {
                    throw new CsvFileException("The file is empty.");
                }
                List<String> headings = rows.next().getFields();
                return new CsvPeople(
                        file, separator, PersonColumns.of(headings).orElseThrow(() -> noAddresses(headings)));
            }
        } catch (CsvParseException e) {
            throw new CsvFileException(NEVER_CLOSED, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the file from the start.
     *
     * @return an iterator that throws {@link CsvFileException} at the first malformed row, and closes the file at its end
     */
    @Override
    public Iterator<Audience.Entry> iterator() {
        try {
            return new Rows(reader(file, separator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Rows implements Iterator<Audience.Entry> {
        private final CsvReader<CsvRecord> reader;
        private final Iterator<CsvRecord> rows;
        private Audience.@Nullable Entry next;

        Rows(CsvReader<CsvRecord> reader) {
            this.reader = reader;
            this.rows = reader.iterator();
            rows.next(); // the header row
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && rows.hasNext()) {
                    CsvRecord row = rows.next();
                    if (!row.getFields().stream().allMatch(String::isBlank)) {
                        next = columns.read(row.getFields(), (int) row.getStartingLineNumber());
                    }
                }
                if (next == null) {
                    reader.close();
                }
                return next != null;
            } catch (CsvParseException e) {
                throw new CsvFileException(NEVER_CLOSED, e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Audience.Entry next() {
            if (next == null && !hasNext()) {
                throw new NoSuchElementException();
            }
            Audience.Entry entry = java.util.Objects.requireNonNull(next);
            next = null;
            return entry;
        }
    }

    private static CsvReader<CsvRecord> reader(TextFile file, char separator) throws IOException {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(file.open());
    }

    private static char separator(TextFile file) throws IOException {
        try (Reader reader = file.open()) {
            String line = new BufferedReader(reader).readLine();
            String headings = line == null ? "" : line.replaceAll("\"[^\"]*\"", "");
            char best = ',';
            for (char candidate : new char[] {';', '\t'}) {
                if (count(headings, candidate) > count(headings, best)) {
                    best = candidate;
                }
            }
            return best;
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static CsvFileException noAddresses(List<String> headings) {
        String found = String.join(", ", headings);
        return new CsvFileException("The first row must contain the column names, including \"email\". It contains: "
                + (found.length() > 100 ? found.substring(0, 100) + "…" : found));
    }
}
