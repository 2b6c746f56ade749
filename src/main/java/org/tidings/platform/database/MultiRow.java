package org.tidings.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * A statement that writes many rows. It is executed in chunks of 256, 128, 64 ... rows: driver and server see nine different statements instead
 * of one for each batch size, and it is fast without any option of the driver.
 */
public final class MultiRow {

    private static final int LARGEST = 256;

    private final String[] texts = new String[Integer.numberOfTrailingZeros(LARGEST) + 1];

    /**
     * Creates the statement from its parts.
     *
     * @param head the statement up to and including {@code values}
     * @param columns number of parameters per row
     * @param tail the part after the rows; may be empty
     */
    public MultiRow(String head, int columns, String tail) {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        for (int power = 0; power < texts.length; power++) {
            texts[power] = head + " " + String.join(", ", Collections.nCopies(1 << power, row)) + " " + tail;
        }
    }

    /** Binds one row. */
    @FunctionalInterface
    public interface Binder<T> {
        /**
         * Binds the parameters of the row, starting at parameter {@code first}.
         *
         * @return the index after the last parameter
         */
        int bind(PreparedStatement statement, int first, T row) throws SQLException;
    }

    public <T> void execute(Connection connection, List<T> rows, Binder<T> binder) throws SQLException {
        int done = 0;
        while (done < rows.size()) {
            int size = Math.min(LARGEST, Integer.highestOneBit(rows.size() - done));
            try (PreparedStatement statement =
                    connection.prepareStatement(texts[Integer.numberOfTrailingZeros(size)])) {
                int parameter = 1;
                for (T row : rows.subList(done, done + size)) {
                    parameter = binder.bind(statement, parameter, row);
                }
                statement.executeUpdate();
            }
            done += size;
        }
    }
}
