package org.tidings.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Adds ranges to the queue in the caller's transaction. */
public final class NewRanges {

    /** Maximum number of recipients in a range of first attempts. */
    public static final int SIZE = 500;

    private static final MultiRow INSERT = new MultiRow(
            "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq, attempt,"
                    + " domain, node) values",
            11,
            "");

    private NewRanges() {}

    record Row(
            QueueState state,
            long turn,
            Instant dueAt,
            long accountId,
            Flow flow,
            long blastId,
            SeqRange seqs,
            int attempt,
            String domain) {}

    /**
     * First attempts of a blast.
     *
     * @param flow {@link Flow#MARKETING} or {@link Flow#SERVICE}
     * @param after the turn at which the ranges added earlier end; 0 for the first ranges of the blast. The current virtual time applies if it
     *     is greater, for example after a pause
     * @param running number of running blasts of the account, including this one, which share its capacity
     */
    public record FirstAttempts(
            long accountId, Flow flow, long blastId, List<SeqRange> ranges, long after, int running) {}

    /**
     * Adds first attempts.
     *
     * @return the turn at which they end, to be passed as {@code after} for the next ranges
     */
    public static long add(Connection connection, FirstAttempts attempts, Instant now) throws SQLException {
        return add(connection, attempts, new Spread(now, Duration.ZERO, 0), now);
    }

    /** Adds first attempts, of which those that are due later get their turn then. */
    public static long add(Connection connection, FirstAttempts attempts, Spread spread, Instant now)
            throws SQLException {
        Flow flow = attempts.flow();
        long turn = attempts.after() == 0 ? 0 : Math.max(attempts.after(), VirtualTime.now(connection));
        List<Row> rows = new ArrayList<>();
        for (SeqRange seqs : attempts.ranges()) {
            Instant dueAt = spread.dueAt(seqs);
            if (dueAt.isAfter(now)) {
                rows.add(new Row(
                        QueueState.WAITING, 0, dueAt, attempts.accountId(), flow, attempts.blastId(), seqs, 1, ""));
                continue;
            }
            if (turn == 0) {
                turn = VirtualTime.take(connection, attempts.accountId(), flow, seqs.size());
            }
            rows.add(new Row(QueueState.READY, turn, now, attempts.accountId(), flow, attempts.blastId(), seqs, 1, ""));
            turn += (long) seqs.size() * flow.cost() * Math.max(1, attempts.running());
        }
        insert(connection, rows);
        return turn;
    }

    /**
     * A later attempt, or one that was postponed.
     *
     * @param domain the only receiving domain it applies to; empty for all
     */
    public record LaterAttempt(
            long accountId, long blastId, SeqRange seqs, int attempt, String domain, Instant dueAt) {}

    public static void add(Connection connection, List<LaterAttempt> attempts) throws SQLException {
        insert(
                connection,
                attempts.stream()
                        .map(later -> new Row(
                                QueueState.WAITING,
                                0,
                                later.dueAt(),
                                later.accountId(),
                                Flow.RETRY,
                                later.blastId(),
                                later.seqs(),
                                later.attempt(),
                                later.domain()))
                        .toList());
    }

    static void insert(Connection connection, List<Row> rows) throws SQLException {
        INSERT.execute(connection, rows, (insert, first, row) -> {
            int i = first;
            insert.setInt(i++, row.state().code());
            insert.setLong(i++, row.turn());
            insert.setObject(i++, Utc.of(row.dueAt()));
            insert.setLong(i++, row.accountId());
            insert.setInt(i++, row.flow().code());
            insert.setLong(i++, row.blastId());
            insert.setInt(i++, row.seqs().first());
            insert.setInt(i++, row.seqs().last());
            insert.setInt(i++, row.attempt());
            insert.setString(i++, row.domain());
            insert.setString(i++, "");
            return i;
        });
    }
}
