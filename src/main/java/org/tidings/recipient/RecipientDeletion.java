package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Deletes the recipients of a cleared blast with all their data, by ranges of their keys. */
@ApplicationScoped
public class RecipientDeletion {

    private static final int CHUNK = 2_000;

    /**
     * Deletes the next chunk in the caller's transaction. The recipients are locked first: a concurrent event waits and then finds no
     * recipient. Uses {@code recipient_pk} and {@code recipient_event_pk}.
     *
     * @return the number of deleted recipients; 0 if none are left
     */
    public int deleteChunk(Connection connection, long blastId) throws SQLException {
        int last = last(connection, blastId);
        if (last < 0) {
            deleteEvents(connection, blastId, Integer.MAX_VALUE);
            delete(connection, "delete from delivery_health where blast_id = ?", blastId);
            return 0;
        }
        int deleted;
        try (PreparedStatement delete =
                connection.prepareStatement("delete from recipient where blast_id = ? and seq <= ?")) {
            delete.setLong(1, blastId);
            delete.setInt(2, last);
            deleted = delete.executeUpdate();
        }
        deleteEvents(connection, blastId, last);
        return deleted;
    }

    private static int last(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select max(seq) from (select seq from recipient force index (primary) where blast_id = ?"
                        + " order by seq limit " + CHUNK + ") chunk")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                int last = row.getInt(1);
                return row.wasNull() ? -1 : last;
            }
        }
    }

    private static void deleteEvents(Connection connection, long blastId, int last) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from recipient_event where blast_id = ? and seq <= ?")) {
            delete.setLong(1, blastId);
            delete.setInt(2, last);
            delete.executeUpdate();
        }
    }

    private static void delete(Connection connection, String sql, long blastId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, blastId);
            delete.executeUpdate();
        }
    }
}
