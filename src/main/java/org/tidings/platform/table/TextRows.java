package org.tidings.platform.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.table.CellSplitter.State;
import org.tidings.platform.table.LineReader.Line;

/**
 * The rows of a text file. A quoted cell may go on over several lines, but not over other rows: where a quotation mark is never closed, or only
 * lines later that look like rows of their own, each line is read on its own and the first is a problem.
 */
final class TextRows implements TableRows {

    static final String UNPAIRED =
            "A quotation mark (\") in this row is not closed. Correct it in the file, or remove it.";
    static final String TOO_LONG = "This row is longer than 500,000 characters";

    /** A cell of Excel has at most 32,767 characters. */
    private static final int LONGEST_CELL = 100_000;

    private static final int SHOWN = 200;

    private final LineReader lines;
    private final char separator;
    private final int columns;
    private @Nullable TableRow next;
    private boolean isEnded;

    TextRows(LineReader lines, char separator, int columns) {
        this.lines = lines;
        this.separator = separator;
        this.columns = columns;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !isEnded) {
                Line line = lines.next();
                if (line == null) {
                    isEnded = true;
                    lines.close();
                    return false;
                }
                TableRow row = read(line);
                next = row.problem() == null && isBlank(row) ? null : row;
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Lines of separators are blank rows of another program's settings. */
    private static boolean isBlank(TableRow row) {
        return row.cells().stream().allMatch(cell -> cell.chars().allMatch(c -> ",;|".indexOf(c) >= 0));
    }

    private TableRow read(Line line) throws IOException {
        if (line.isCut()) {
            return new TableRow(line.number(), List.of(line.text().substring(0, SHOWN)), TOO_LONG);
        }
        CellSplitter splitter = new CellSplitter(separator);
        if (splitter.first(line.text()) == State.OPEN && !goesOn(splitter)) {
            splitter.literally(line.text());
            return new TableRow(line.number(), splitter.cells(), UNPAIRED);
        }
        return new TableRow(line.number(), splitter.cells(), splitter.hasUnpairedQuote() ? UNPAIRED : null);
    }

    /** Reads the lines over which the open cell goes on; those of a cell that is never closed are given back. */
    private boolean goesOn(CellSplitter splitter) throws IOException {
        List<Line> taken = new ArrayList<>();
        int length = 0;
        boolean hasRows = false;
        boolean hasAddresses = false;
        State state = State.OPEN;
        while (state == State.OPEN && length <= LONGEST_CELL) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            taken.add(line);
            length += line.text().length() + 1;
            boolean isRow = looksLikeRow(line.text());
            hasRows |= isRow;
            hasAddresses |= isRow && line.text().indexOf('@') >= 0;
            state = line.isCut() ? State.BROKEN : splitter.next(line.text());
        }
        boolean isMerged =
                hasRows && (columns > 2 || hasAddresses || splitter.cells().size() != columns);
        if (state != State.COMPLETE || isMerged) {
            lines.takeBack(taken);
            return false;
        }
        return true;
    }

    /** As many cells as the table has columns. In sentences, a blank follows a comma; in rows it does not. */
    private boolean looksLikeRow(String line) {
        int cells = 1;
        for (int i = 0; i < line.length(); i++) {
            boolean inSentence = i + 1 < line.length() && line.charAt(i + 1) == ' ';
            if (line.charAt(i) == separator && !inSentence) {
                cells++;
            }
        }
        return columns > 1 && cells >= columns;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
