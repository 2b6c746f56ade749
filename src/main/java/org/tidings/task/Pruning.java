package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.BlastQueue;
import org.tidings.recipient.RecipientDeletion;

/**
 * Deletes the data of cleared documents in chunks, one transaction each, which keeps locks short. Each chunk locks the row of its blast;
 * another node skips a locked blast. Keeps the blast's row with its counts and all data of the account: addresses, consents and images.
 */
@ApplicationScoped
class Pruning {

    private static final int SKIPPED = -1;
    private static final int CHUNK = 1_000;

    private final Transactions transactions;
    private final RecipientDeletion recipients;
    private final BlastQueue queue;

    Pruning(Transactions transactions, RecipientDeletion recipients, BlastQueue queue) {
        this.transactions = transactions;
        this.recipients = recipients;
        this.queue = queue;
    }

    /**
     * Deletes the data of a cleared blast and marks it as done. The next run continues an interrupted one; a blast that another node is
     * processing is skipped.
     */
    void empty(long blastId) {
        String cleared = "cleared and clear_at is not null";
        boolean emptied = repeat(blastId, cleared, this::deleteRecipients)
                && repeat(blastId, cleared, Pruning::deleteEntries)
                && repeat(blastId, cleared, Pruning::deletePeople);
        if (emptied) {
            repeat(
                    blastId,
                    cleared + " and not exists (select 1 from recipient where blast_id = blast.id)",
                    Pruning::close);
        }
    }

    private static int close(Connection connection, long blastId) throws SQLException {
        for (String table : List.of(
                "audience_source",
                "blast_link",
                "attachment",
                "blast_person_change",
                "home_call",
                "blast_round",
                "engagement_figures")) {
            delete(connection, "delete from " + table + " where blast_id = ?", blastId);
        }
        delete(
                connection,
                "update blast set html = '', text_body = null, pasted = null, audience = null, look = null, blocks = null,"
                        + " blocks_before = null, clear_at = null where id = ?",
                blastId);
        return 0;
    }

    /** Deletes the audience of a blast that has been launched: its people are now recipients. */
    void dropAudience(long blastId) {
        repeat(blastId, "launched_at is not null", (connection, id) -> {
            int deleted = deleteEntries(connection, id);
            if (deleted == CHUNK) {
                return deleted; // there may be more
            }
            delete(connection, "update blast set pasted = null where id = ? and pasted is not null", id);
            delete(connection, "delete from audience_source where blast_id = ?", id);
            return 0;
        });
    }

    private interface Step {
        /** Returns the number of processed rows; the step is repeated until it is zero. */
        int on(Connection connection, long blastId) throws SQLException;
    }

    /** Repeats the step until nothing is left; returns false if the blast is skipped. */
    private boolean repeat(long blastId, String condition, Step step) {
        int done;
        do {
            done = transactions.callNew(
                    connection -> lock(connection, blastId, condition) ? step.on(connection, blastId) : SKIPPED);
        } while (done > 0);
        return done != SKIPPED;
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

    private int deleteRecipients(Connection connection, long blastId) throws SQLException {
        queue.clear(connection, blastId);
        return recipients.deleteChunk(connection, blastId);
    }

    /** By {@code audience_entry_pk}. */
    private static int deleteEntries(Connection connection, long blastId) throws SQLException {
        return delete(connection, "delete from audience_entry where blast_id = ? order by seq limit " + CHUNK, blastId);
    }

    /** By {@code blast_person_pk}. */
    private static int deletePeople(Connection connection, long blastId) throws SQLException {
        return delete(
                connection,
                "delete from blast_person where blast_id = ? order by contact_id, household_id limit " + CHUNK,
                blastId);
    }

    private static int delete(Connection connection, String sql, long blastId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, blastId);
            return delete.executeUpdate();
        }
    }
}
