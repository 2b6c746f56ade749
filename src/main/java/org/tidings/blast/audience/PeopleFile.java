package org.tidings.blast.audience;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.tidings.blast.Audience;
import org.tidings.platform.table.TableFile;
import org.tidings.platform.table.TableFileException;
import org.tidings.platform.table.TableRows;

/**
 * The people in an Excel or text file with headings, in any order; only a column of addresses is required. Reads one row at a time, so memory does
 * not depend on the number of rows. A row with several addresses gives an entry for each; what is no address, and rows that cannot be read
 * safely, are returned with the problem.
 */
public final class PeopleFile implements Iterable<Audience.Entry> {

    private static final int HEADINGS_SHOWN = 100;

    private final TableFile table;
    private final PersonColumns columns;

    private PeopleFile(TableFile table, PersonColumns columns) {
        this.table = table;
        this.columns = columns;
    }

    /**
     * Reads the headings.
     *
     * @throws TableFileException if the file is no table, or has no column of addresses
     */
    public static PeopleFile of(Path path) {
        TableFile table = TableFile.open(path);
        return new PeopleFile(
                table, PersonColumns.of(table.headings()).orElseThrow(() -> noAddresses(table.headings())));
    }

    /**
     * Reads the file from the start.
     *
     * @return an iterator that throws {@link TableFileException} where the file is broken, and closes it at its end
     */
    @Override
    public Iterator<Audience.Entry> iterator() {
        return new Entries(table.rows());
    }

    private final class Entries implements Iterator<Audience.Entry> {
        private final TableRows rows;
        private final Deque<Audience.Entry> ready = new ArrayDeque<>();

        Entries(TableRows rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && rows.hasNext()) {
                ready.addAll(columns.read(rows.next()));
            }
            return !ready.isEmpty();
        }

        @Override
        public Audience.Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }
    }

    private static TableFileException noAddresses(List<String> headings) {
        if (headings.stream().anyMatch(heading -> heading.indexOf('@') > 0)) {
            return new TableFileException(
                    "The file has no headings. Add a first row with the names of the columns, such as email and name.");
        }
        String found = String.join(", ", headings);
        return new TableFileException("No column of email addresses was found. Name one of the columns \"email\"."
                + " The columns are: "
                + (found.length() > HEADINGS_SHOWN ? found.substring(0, HEADINGS_SHOWN) + "…" : found));
    }
}
