package org.tidings.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * The operations of a node on the queue: claiming ranges, renewing their leases, and deleting or returning them. Ranges with an expired lease
 * become ready again.
 */
@ApplicationScoped
public class DeliveryQueue {

    private static final int READY = QueueState.READY.code();
    private static final int WAITING = QueueState.WAITING.code();
    private static final int LEASED = QueueState.LEASED.code();

    private static final int PROMOTED_AT_ONCE = 500;
    /** Maximum number of due ranges that get the same turn, as long as they have no more messages than a range of first attempts. */
    private static final int PROMOTED_TOGETHER = 50;

    private final Transactions transactions;
    private final Clock clock;

    DeliveryQueue(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Claims the ranges with the lowest turns, across all blasts and accounts. A range with more than twice the messages still wanted is split,
     * and the rest keeps its turn. Ranges that another node is claiming are skipped.
     *
     * @param ranges maximum number of ranges
     * @param messages number of messages wanted; at least one range is claimed, even if it has more
     * @param node the claiming node
     */
    public List<QueuedRange> claim(int ranges, int messages, String node, Duration lease) {
        return transactions.callNew(connection -> {
            List<QueuedRange> taken = new ArrayList<>();
            int room = messages;
            for (QueuedRange range : next(connection, ranges)) {
                if (room <= 0) {
                    break;
                }
                QueuedRange part = range.seqs().size() > 2 * room ? cut(connection, range, room) : range;
                taken.add(part);
                room -= part.seqs().size();
            }
            if (!taken.isEmpty()) {
                lease(connection, taken, node, clock.instant().plus(lease));
                VirtualTime.advance(
                        connection, node, taken.get(taken.size() - 1).turn());
            }
            return taken;
        });
    }

    /** Reads {@code delivery_queue_ix_turn} in index order, so that only the returned rows are locked. */
    private static List<QueuedRange> next(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_turn) where state = " + READY
                + " order by turn limit ? for update skip locked")) {
            select.setInt(1, limit);
            return read(select);
        }
    }

    private QueuedRange cut(Connection connection, QueuedRange range, int size) throws SQLException {
        SeqRange part = new SeqRange(range.seqs().first(), range.seqs().first() + size - 1);
        SeqRange rest = new SeqRange(part.last() + 1, range.seqs().last());
        try (PreparedStatement update =
                connection.prepareStatement("update delivery_queue set last_seq = ? where id = ?")) {
            update.setInt(1, part.last());
            update.setLong(2, range.id());
            update.executeUpdate();
        }
        NewRanges.insert(
                connection,
                List.of(new NewRanges.Row(
                        QueueState.READY,
                        range.turn(),
                        clock.instant(),
                        range.accountId(),
                        range.flow(),
                        range.blastId(),
                        rest,
                        range.attempt(),
                        range.domain())));
        return range.withSeqs(part);
    }

    private static void lease(Connection connection, List<QueuedRange> ranges, String node, Instant until)
            throws SQLException {
        InList ids = new InList(ranges.stream().map(QueuedRange::id).toList());
        try (PreparedStatement update = connection.prepareStatement(
                "update delivery_queue set state = " + LEASED + ", due_at = ?, node = ? where id in " + ids.marks())) {
            update.setObject(1, Utc.of(until));
            update.setString(2, node);
            ids.bind(update, 3);
            update.executeUpdate();
        }
    }

    /**
     * Extends leases.
     *
     * @return the ranges that still belong to the node
     */
    public Set<Long> renew(Collection<Long> ids, String node, Duration lease) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        InList list = new InList(ids);
        return transactions.callNew(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update delivery_queue set due_at = ?"
                    + " where state = " + LEASED + " and node = ? and id in " + list.marks())) {
                update.setObject(1, Utc.of(clock.instant().plus(lease)));
                update.setString(2, node);
                list.bind(update, 3);
                update.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement("select id from delivery_queue"
                    + " where state = " + LEASED + " and node = ? and id in " + list.marks())) {
                select.setString(1, node);
                list.bind(select, 2);
                Set<Long> ours = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ours.add(row.getLong(1));
                    }
                }
                return ours;
            }
        });
    }

    /**
     * Deletes ranges whose recipients all have an outcome. Joins the caller's transaction, if there is one.
     *
     * @return the number of deleted ranges; the others have been taken over by another node
     */
    public int finish(Collection<Long> ids, String node) {
        if (ids.isEmpty()) {
            return 0;
        }
        InList list = new InList(ids);
        return transactions.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    // by its key: reading the leased ranges of all nodes would lock them, too
                    "delete q from delivery_queue q force index (primary) where q.state = " + LEASED
                            + " and q.node = ? and q.id in " + list.marks())) {
                delete.setString(1, node);
                list.bind(delete, 2);
                return delete.executeUpdate();
            }
        });
    }

    /** Returns a range, to be claimed again from {@code dueAt} on. Has no effect if another node has taken it over. */
    public void giveBack(long id, String node, Instant dueAt) {
        QueueState state = dueAt.isAfter(clock.instant()) ? QueueState.WAITING : QueueState.READY;
        changeOwn(id, node, state, dueAt);
    }

    /** Returns a leased range of a paused or cancelled blast, so that it is not claimed. */
    public void hold(long id, String node) {
        changeOwn(id, node, QueueState.HELD, clock.instant());
    }

    private void changeOwn(long id, String node, QueueState state, Instant dueAt) {
        transactions.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update delivery_queue set state = ?, due_at = ?,"
                            + " node = '' where id = ? and state = " + LEASED + " and node = ?")) {
                update.setInt(1, state.code());
                update.setObject(2, Utc.of(dueAt));
                update.setLong(3, id);
                update.setString(4, node);
                update.executeUpdate();
            }
        });
    }

    /**
     * Makes due ranges ready: retries, postponed messages and ranges with an expired lease. Uses {@code delivery_queue_ix_due}.
     *
     * @param held ranges that this node is still processing although their leases have expired: their messages may already be at the relay and
     *     would be sent twice
     */
    public void promoteDue(Set<Long> held) {
        int promoted = PROMOTED_AT_ONCE;
        while (promoted == PROMOTED_AT_ONCE) {
            promoted = transactions.callNew(connection -> {
                takeOverExpired(connection, held);
                return promote(connection);
            });
        }
    }

    /** Skips locked rows, because a node that hangs in a transaction must not block the others. The next call retries them. */
    private void takeOverExpired(Connection connection, Set<Long> held) throws SQLException {
        List<Long> expired;
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_due) where state = " + LEASED
                + " and due_at <= ? order by due_at limit " + PROMOTED_AT_ONCE + " for update skip locked")) {
            select.setObject(1, Utc.of(clock.instant()));
            expired = read(select).stream()
                    .map(QueuedRange::id)
                    .filter(id -> !held.contains(id))
                    .toList();
        }
        if (expired.isEmpty()) {
            return;
        }
        InList ids = new InList(expired);
        try (PreparedStatement update = connection.prepareStatement(
                "update delivery_queue set state = " + READY + ", node = '' where id in " + ids.marks())) {
            ids.bind(update, 1);
            update.executeUpdate();
        }
    }

    private int promote(Connection connection) throws SQLException {
        List<QueuedRange> due;
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_due) where state = " + WAITING
                + " and due_at <= ? order by due_at limit " + PROMOTED_AT_ONCE + " for update skip locked")) {
            select.setObject(1, Utc.of(clock.instant()));
            due = read(select);
        }
        Map<Long, List<QueuedRange>> byAccount =
                due.stream().collect(Collectors.groupingBy(QueuedRange::accountId, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Long, List<QueuedRange>> account : byAccount.entrySet()) {
            List<QueuedRange> ranges = account.getValue();
            for (int from = 0; from < ranges.size(); ) {
                int to = together(ranges, from);
                makeReady(connection, account.getKey(), ranges.subList(from, to));
                from = to;
            }
        }
        return due.size();
    }

    /** The end of the ranges that get the same turn as the first one. */
    private static int together(List<QueuedRange> ranges, int first) {
        int messages = 0;
        int end = first;
        while (end < ranges.size() && end < first + PROMOTED_TOGETHER) {
            messages += ranges.get(end).seqs().size();
            if (end > first && messages > NewRanges.SIZE) {
                break;
            }
            end++;
        }
        return end;
    }

    private static void makeReady(Connection connection, long accountId, List<QueuedRange> ranges) throws SQLException {
        long messages = ranges.stream().mapToLong(range -> range.seqs().size()).sum();
        long turn = VirtualTime.take(connection, accountId, Flow.RETRY, messages);
        InList ids = new InList(ranges.stream().map(QueuedRange::id).toList());
        try (PreparedStatement update = connection.prepareStatement("update delivery_queue set state = " + READY
                + ", turn = greatest(turn, ?) where id in " + ids.marks())) {
            update.setLong(1, turn);
            ids.bind(update, 2);
            update.executeUpdate();
        }
    }

    private static List<QueuedRange> read(PreparedStatement select) throws SQLException {
        List<QueuedRange> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(QueuedRange.read(row));
            }
        }
        return found;
    }
}
