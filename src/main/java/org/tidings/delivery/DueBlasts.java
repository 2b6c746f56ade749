package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tidings.blast.BlastState;
import org.tidings.blast.Purpose;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Which blasts have recipients that are due, and what is wrong with sending them. */
@ApplicationScoped
class DueBlasts {

    private static final long COMPLETED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final Clock clock;
    private volatile long completedNanos = System.nanoTime() - COMPLETED_NANOS;

    DueBlasts(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A blast with something to do. */
    record Due(long id, Purpose purpose, BlastState state) {

        boolean isCancelled() {
            return state == BlastState.CANCELLED;
        }

        /** Goes before what is not. */
        boolean isNotice() {
            return purpose == Purpose.SERVICE && !isCancelled();
        }
    }

    /** Service notices first. Completed blasts are many, and have but a retry now and then: they are looked at less often. */
    List<Due> find() {
        Instant now = clock.instant();
        boolean withCompleted = System.nanoTime() - completedNanos > COMPLETED_NANOS;
        List<Due> due = transactions.call(connection -> {
            List<Due> found = new ArrayList<>();
            for (Due candidate : candidates(connection, withCompleted)) {
                if (hasDue(connection, candidate, now)) {
                    found.add(candidate);
                }
            }
            found.sort(Comparator.comparing(Due::isNotice).reversed());
            return found;
        });
        if (withCompleted && due.stream().noneMatch(blast -> blast.state() == BlastState.COMPLETED)) {
            completedNanos = System.nanoTime();
        }
        return due;
    }

    /** By {@code blast_ix_state}; the counters tell which of them still have somebody in the queue. */
    private static List<Due> candidates(Connection connection, boolean withCompleted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select b.id, b.purpose, b.state from blast b"
                        + " join recipient_counts c on c.blast_id = b.id"
                        + " where b.state in ('RUNNING', 'CANCELLED'" + (withCompleted ? ", 'COMPLETED'" : "")
                        + ") and b.cleared = false and c.sent > 0 order by b.id");
                ResultSet row = select.executeQuery()) {
            List<Due> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Due(
                        row.getLong("id"),
                        Purpose.valueOf(row.getString("purpose")),
                        BlastState.valueOf(row.getString("state"))));
            }
            return found;
        }
    }

    /** One probe of {@code recipient_ix_queue}; written so that the optimizer cannot think of anything else. */
    private static boolean hasDue(Connection connection, Due blast, Instant now) throws SQLException {
        String unclaimed =
                blast.isCancelled() ? "due_at is not null and (claimed_by is null or due_at <= ?)" : "due_at <= ?";
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from recipient force index (recipient_ix_queue) where blast_id = ? and " + unclaimed
                        + " limit 1")) {
            select.setLong(1, blast.id());
            select.setObject(2, Utc.of(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Says on every running task why nothing leaves. By {@code blast_ix_state}. */
    void noteTrouble(String sentence, Instant since) {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update blast set trouble = ?, trouble_since = ? where state = 'RUNNING' and trouble is null")) {
                update.setString(1, sentence.length() > 500 ? sentence.substring(0, 500) : sentence);
                update.setObject(2, Utc.of(since));
                return update.executeUpdate();
            }
        });
    }

    /** Says why one blast cannot be sent at all. */
    void noteTrouble(long blastId, String sentence) {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update blast set trouble = ?, trouble_since = coalesce(trouble_since, ?) where id = ?")) {
                update.setString(1, sentence.length() > 500 ? sentence.substring(0, 500) : sentence);
                update.setObject(2, Utc.of(clock.instant()));
                update.setLong(3, blastId);
                return update.executeUpdate();
            }
        });
    }

    /** Takes back what was said of any blast that is under way. By {@code blast_ix_state}. */
    void clearTrouble() {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update blast set trouble = null, trouble_since = null"
                            + " where state in ('RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED') and trouble is not null")) {
                return update.executeUpdate();
            }
        });
    }
}
