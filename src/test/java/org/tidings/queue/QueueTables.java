package org.tidings.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The tables of the queue, which tests fill and read. */
@ApplicationScoped
public class QueueTables {

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    /** A row as it is stored. */
    record Row(long id, QueueState state, long turn, Instant dueAt, SeqRange seqs, String node) {}

    void clear() {
        transactions.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : List.of("delivery_queue", "queue_clock", "queue_flow")) {
                    statement.executeUpdate("delete from " + table);
                }
            }
        });
    }

    /**
     * Adds first attempts of a blast.
     *
     * @param after turn at which the earlier ranges of the blast end; 0 for the first ones
     * @return turn at which these end
     */
    long add(long accountId, Flow flow, long blastId, List<SeqRange> ranges, long after, int running) {
        return transactions.call(connection -> NewRanges.add(
                connection,
                new NewRanges.FirstAttempts(accountId, flow, blastId, ranges, after, running),
                clock.instant()));
    }

    /** Adds first attempts of marketing that are spread over a time. */
    void addSpread(long accountId, long blastId, List<SeqRange> ranges, Spread spread) {
        transactions.run(connection -> NewRanges.add(
                connection,
                new NewRanges.FirstAttempts(accountId, Flow.MARKETING, blastId, ranges, 0, 1),
                spread,
                clock.instant()));
    }

    /** Adds the only blast that the account is sending. */
    void add(long accountId, Flow flow, long blastId, List<SeqRange> ranges) {
        add(accountId, flow, blastId, ranges, 0, 1);
    }

    /** Adds second attempts, each of one recipient. */
    void addRetries(long accountId, long blastId, int count, Instant dueAt) {
        transactions.run(connection -> NewRanges.add(
                connection,
                IntStream.rangeClosed(1, count)
                        .mapToObj(seq ->
                                new NewRanges.LaterAttempt(accountId, blastId, new SeqRange(seq, seq), 2, "", dueAt))
                        .toList()));
    }

    /** Consecutive ranges of the usual size. */
    static List<SeqRange> ranges(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SeqRange(1 + i * NewRanges.SIZE, (i + 1) * NewRanges.SIZE))
                .toList();
    }

    /** The rows of a blast in the order of their recipients. */
    List<Row> rows(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select id, state, turn, due_at, first_seq, last_seq, node"
                            + " from delivery_queue where blast_id = ? order by first_seq")) {
                select.setLong(1, blastId);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Row(
                                row.getLong("id"),
                                state(row.getInt("state")),
                                row.getLong("turn"),
                                Utc.read(row, "due_at"),
                                new SeqRange(row.getInt("first_seq"), row.getInt("last_seq")),
                                row.getString("node")));
                    }
                }
                return rows;
            }
        });
    }

    private static QueueState state(int code) {
        return Arrays.stream(QueueState.values())
                .filter(state -> state.code() == code)
                .findFirst()
                .orElseThrow();
    }

    List<QueueState> states(long blastId) {
        return rows(blastId).stream().map(Row::state).toList();
    }

    List<Long> turns(long blastId) {
        return rows(blastId).stream().map(Row::turn).toList();
    }

    /** Sets the turns of a blast's rows, in the order of their recipients. */
    void setTurns(long blastId, long... turns) {
        List<Row> rows = rows(blastId);
        transactions.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update delivery_queue set turn = ? where id = ?")) {
                for (int i = 0; i < turns.length; i++) {
                    update.setLong(1, turns[i]);
                    update.setLong(2, rows.get(i).id());
                    update.executeUpdate();
                }
            }
        });
    }
}
