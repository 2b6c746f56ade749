package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.tidings.platform.database.Utc;

/**
 * Deletes the recipients of a cleared blast with all their data, by ranges of their keys. What became of each message stays in the email log
 * of its address.
 */
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
            deleteAnswers(connection, blastId, Integer.MAX_VALUE);
            delete(connection, "delete from delivery_health where blast_id = ?", blastId);
            delete(connection, "delete from fall_through where blast_id = ?", blastId);
            return 0;
        }
        log(connection, blastId, last);
        int deleted;
        try (PreparedStatement delete =
                connection.prepareStatement("delete from recipient where blast_id = ? and seq <= ?")) {
            delete.setLong(1, blastId);
            delete.setInt(2, last);
            deleted = delete.executeUpdate();
        }
        deleteEvents(connection, blastId, last);
        deleteAnswers(connection, blastId, last);
        return deleted;
    }

    /** With what was answered and, of a round with an edited message, its subject. Uses {@code recipient_pk}. */
    private static void log(Connection connection, long blastId, int last) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert ignore into email_log"
                + " (address_id, blast_id, seq, status, reason_key, reason, code, sent_at, at, subject, got_it_at, answer)"
                + " select r.address_id, r.blast_id, r.seq, r.status, r.reason_key, r.reason, r.code, r.sent_at, r.last_activity_at,"
                + " o.subject, coalesce(y.got_it_at, '1970-01-01'), coalesce(y.answer, 0)"
                + " from recipient r left join recipient_answer y on y.blast_id = r.blast_id and y.seq = r.seq"
                + " left join blast_round o on o.blast_id = r.blast_id and o.round = r.round"
                + " where r.blast_id = ? and r.seq <= ? and r.address_id is not null for update")) {
            insert.setLong(1, blastId);
            insert.setInt(2, last);
            insert.executeUpdate();
        }
    }

    /**
     * Deletes the oldest entries of the email log, at most a few thousand. Uses {@code email_log_ix_at}.
     *
     * @return the number of deleted entries; 0 if none are left
     */
    public int deleteLogBefore(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from email_log where at < ? order by at limit " + CHUNK)) {
            delete.setObject(1, Utc.of(time));
            return delete.executeUpdate();
        }
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

    /** Uses {@code recipient_answer_pk}. */
    private static void deleteAnswers(Connection connection, long blastId, int last) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from recipient_answer where blast_id = ? and seq <= ?")) {
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
