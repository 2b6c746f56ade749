package org.tidings.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The generated secret in the table {@code installation}, which all nodes share. */
public final class StoredSecret {

    private static final String NAME = "secret";

    private StoredSecret() {}

    public static Optional<String> read(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select value from installation where name = ?")) {
            select.setString(1, NAME);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Stores a secret unless there is one. */
    public static void offer(Connection connection, String secret) throws SQLException {
        try (var insert = connection.prepareStatement("insert ignore into installation (name, value) values (?, ?)")) {
            insert.setString(1, NAME);
            insert.setString(2, secret);
            insert.executeUpdate();
        }
    }
}
