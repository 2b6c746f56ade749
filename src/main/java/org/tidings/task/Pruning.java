package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;

/**
 * Removes what belongs to a document, a chunk a transaction, so that nobody waits for it. Each chunk locks the row of its blast; another
 * node that finds it locked leaves it alone. What stays is the blast's row with its counts, and all that belongs to the account: addresses,
 * consents, pictures.
 */
@ApplicationScoped
class Pruning {

    private static final int NOT_OURS = -1;
    private static final int CHUNK = 1_000;

    private final Transactions transactions;

    Pruning(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Empties a cleared blast; afterwards nothing marks it as due. An interrupted run is taken up by the next one, and one that meets
     * another node at the same blast leaves it to that.
     */
    void empty(long blastId) {
        String cleared = "cleared and clear_at is not null";
        boolean emptied =
                repeat(blastId, cleared, Pruning::deleteRecipients) && repeat(blastId, cleared, Pruning::deleteEntries);
        if (emptied) {
            repeat(
                    blastId,
                    cleared + " and not exists (select 1 from recipient where blast_id = blast.id)",
                    Pruning::close);
        }
    }

    private static int close(Connection connection, long blastId) throws SQLException {
        for (String table : List.of("audience_source", "blast_link", "attachment")) {
            delete(connection, "delete from " + table + " where blast_id = ?", blastId);
        }
        delete(
                connection,
                "update blast set html = '', text_body = null, pasted = null, clear_at = null where id = ?",
                blastId);
        return 0;
    }

    /** Removes the people of a draft that has become recipients. */
    void dropAudience(long blastId) {
        if (!repeat(blastId, "launched_at is not null", Pruning::deleteEntries)) {
            return; // another node is at it
        }
        repeat(blastId, "launched_at is not null", (connection, id) -> {
            delete(connection, "update blast set pasted = null where id = ?", id);
            delete(connection, "delete from audience_source where blast_id = ?", id);
            return 0;
        });
    }

    private interface Step {
        /** Gives how much was done; the step is repeated until it is nothing. */
        int on(Connection connection, long blastId) throws SQLException;
    }

    /** Repeats the step until it finds nothing more to do; false when the blast is not ours to work on. */
    private boolean repeat(long blastId, String condition, Step step) {
        int done;
        do {
            done = transactions.call(
                    connection -> lock(connection, blastId, condition) ? step.on(connection, blastId) : NOT_OURS);
        } while (done > 0);
        return done != NOT_OURS;
    }

    private static boolean lock(Connection connection, long blastId, String condition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from blast where id = ? and " + condition + " for update skip locked")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Recipients are locked first, by {@code recipient_uq_blast_email}: an event that comes now waits, and then finds nobody. Their events go
     * by {@code recipient_event_ix_recipient}.
     */
    private static int deleteRecipients(Connection connection, long blastId) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id from recipient where blast_id = ? order by email limit " + CHUNK + " for update")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        if (!ids.isEmpty()) {
            deleteAll(connection, "delete from recipient_event where recipient_id in ", ids);
            deleteAll(connection, "delete from recipient where id in ", ids);
        }
        return ids.size();
    }

    /** By {@code audience_entry_ix_blast}. */
    private static int deleteEntries(Connection connection, long blastId) throws SQLException {
        return delete(connection, "delete from audience_entry where blast_id = ? order by id limit " + CHUNK, blastId);
    }

    private static int delete(Connection connection, String sql, long blastId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, blastId);
            return delete.executeUpdate();
        }
    }

    private static void deleteAll(Connection connection, String sql, List<Long> ids) throws SQLException {
        InList list = new InList(ids);
        try (PreparedStatement delete = connection.prepareStatement(sql + list.marks())) {
            list.bind(delete, 1);
            delete.executeUpdate();
        }
    }
}
