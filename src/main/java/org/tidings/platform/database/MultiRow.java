package org.tidings.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * A statement that writes many rows at once. It goes out in pieces of 256, 128, 64 ... rows, so that driver and server meet nine texts and
 * not one for each size of batch, and needs no option of the driver to be quick.
 */
public final class MultiRow {

    private static final int LARGEST = 256;

    private final String[] texts = new String[Integer.numberOfTrailingZeros(LARGEST) + 1];

    /**
     * The statement in parts.
     *
     * @param head up to and with {@code values}
     * @param columns how many parameters a row has
     * @param tail what follows the rows, or nothing
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
        /** Binds the row's parameters, the first of them with this number, and gives the number behind the last. */
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
