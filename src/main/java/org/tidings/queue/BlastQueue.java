package org.tidings.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Operations on all ranges of one blast: pause, resume, cancel and delete. Uses {@code delivery_queue_ix_blast}. */
@ApplicationScoped
public class BlastQueue {

    private static final int READY = QueueState.READY.code();
    private static final int WAITING = QueueState.WAITING.code();
    private static final int HELD = QueueState.HELD.code();
    private static final int RETRY = Flow.RETRY.code();

    private final Transactions transactions;

    BlastQueue(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Prevents the ranges that no node has leased from being claimed. Nodes with leased ranges detect the change by the state of the blast. */
    public void hold(long blastId) {
        transactions.run(connection -> hold(connection, blastId));
    }

    /** The same in a transaction of its own kind, such as that of a command. */
    public static void hold(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update delivery_queue set state = " + HELD
                + " where blast_id = ? and state in (" + READY + ", " + WAITING + ")")) {
            update.setLong(1, blastId);
            update.executeUpdate();
        }
    }

    /**
     * Makes held ranges claimable again. First attempts keep their distances but start at the current virtual time, so a blast that was paused
     * for a day gets no precedence. Later attempts wait for their due time.
     *
     * @param isSpread whether the first attempts are spread over a time, which the pause then prolongs
     */
    public void resume(long blastId, boolean isSpread, Instant now) {
        transactions.run(connection -> {
            if (isSpread) {
                postpone(connection, blastId, now);
            }
            long virtualTime = VirtualTime.now(connection);
            long shift = Math.max(0, virtualTime - firstTurn(connection, blastId));
            try (PreparedStatement update = connection.prepareStatement("update delivery_queue set"
                    + " state = if(flow <> " + RETRY + " and due_at <= ?, " + READY + ", " + WAITING + "),"
                    + " turn = if(flow <> " + RETRY + ", greatest(turn + ?, ?), turn) where blast_id = ? and state = "
                    + HELD)) {
                update.setObject(1, Utc.of(now));
                update.setLong(2, shift);
                update.setLong(3, virtualTime);
                update.setLong(4, blastId);
                update.executeUpdate();
            }
        });
    }

    /** Makes the first of the held first attempts due now, and the others at their distances from it. */
    private static void postpone(Connection connection, long blastId, Instant now) throws SQLException {
        String held = " where blast_id = ? and state = " + HELD + " and flow <> " + RETRY;
        long late;
        try (PreparedStatement select = connection.prepareStatement(
                "select timestampdiff(microsecond, min(due_at), ?) from delivery_queue" + held)) {
            select.setObject(1, Utc.of(now));
            select.setLong(2, blastId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                late = row.getLong(1);
            }
        }
        if (late > 0) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update delivery_queue set due_at = due_at + interval ? microsecond" + held)) {
                update.setLong(1, late);
                update.setLong(2, blastId);
                update.executeUpdate();
            }
        }
    }

    private static long firstTurn(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select min(turn) from delivery_queue where blast_id = ? and state = "
                        + HELD + " and turn > 0 and flow <> " + RETRY)) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long turn = row.getLong(1);
                return row.wasNull() ? Long.MAX_VALUE : turn;
            }
        }
    }

    /** All blasts that have ranges; for a command. */
    public static Set<Long> queued(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select distinct blast_id from delivery_queue");
                ResultSet row = select.executeQuery()) {
            Set<Long> found = new HashSet<>();
            while (row.next()) {
                found.add(row.getLong(1));
            }
            return found;
        }
    }

    /** Those of the blasts that have ranges. */
    public Set<Long> queued(Collection<Long> blastIds) {
        if (blastIds.isEmpty()) {
            return Set.of();
        }
        InList list = new InList(blastIds);
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select distinct blast_id from delivery_queue where blast_id in " + list.marks())) {
                list.bind(select, 1);
                Set<Long> found = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
    }

    /** Locks up to {@code limit} held ranges in the caller's transaction. */
    public List<QueuedRange> lockHeld(Connection connection, long blastId, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_blast) where blast_id = ? and state = " + HELD
                + " limit ? for update skip locked")) {
            select.setLong(1, blastId);
            select.setInt(2, limit);
            List<QueuedRange> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(QueuedRange.read(row));
                }
            }
            return found;
        }
    }

    /** Deletes ranges that the caller has locked. */
    public void delete(Connection connection, List<QueuedRange> ranges) throws SQLException {
        if (ranges.isEmpty()) {
            return;
        }
        InList ids = new InList(ranges.stream().map(QueuedRange::id).toList());
        try (PreparedStatement delete =
                connection.prepareStatement("delete from delivery_queue where id in " + ids.marks())) {
            ids.bind(delete, 1);
            delete.executeUpdate();
        }
    }

    /** Deletes all ranges of a cleared blast. */
    public void clear(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from delivery_queue where blast_id = ?")) {
            delete.setLong(1, blastId);
            delete.executeUpdate();
        }
    }
}
