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
 * What one node does with the queue: it claims ranges, renews their leases, and deletes them or gives them back. Ranges whose lease has
 * ended return by themselves.
 */
@ApplicationScoped
public class DeliveryQueue {

    private static final int PROMOTED_AT_ONCE = 500;
    /** Ranges that become due together and get the same turn. */
    private static final int PROMOTED_TOGETHER = 50;

    private final Transactions transactions;
    private final Clock clock;

    DeliveryQueue(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes the ranges whose turn is next, of all blasts and accounts. A range that is larger than what is wanted is cut, and the rest keeps
     * its turn. Ranges that another node is claiming are passed over.
     *
     * @param ranges how many at most
     * @param messages how many messages are wanted; at least one range is taken whatever its size after the cut
     * @param node who claims
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

    /** By {@code delivery_queue_ix_turn}, whose order is that of the claim: no row is locked that is not read. */
    private static List<QueuedRange> next(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_turn) where state = 0 order by turn limit ?"
                + " for update skip locked")) {
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
                "update delivery_queue set state = 2, due_at = ?, node = ? where id in " + ids.marks())) {
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
            try (PreparedStatement update = connection.prepareStatement(
                    "update delivery_queue set due_at = ? where state = 2 and node = ? and id in " + list.marks())) {
                update.setObject(1, Utc.of(clock.instant().plus(lease)));
                update.setString(2, node);
                list.bind(update, 3);
                update.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from delivery_queue where state = 2 and node = ? and id in " + list.marks())) {
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
     * Deletes ranges whose recipients all have their outcome. Part of the caller's transaction if there is one.
     *
     * @return how many were deleted; another node may have taken over the others
     */
    public int finish(Collection<Long> ids, String node) {
        if (ids.isEmpty()) {
            return 0;
        }
        InList list = new InList(ids);
        return transactions.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from delivery_queue where state = 2 and node = ? and id in " + list.marks())) {
                delete.setString(1, node);
                list.bind(delete, 2);
                return delete.executeUpdate();
            }
        });
    }

    /** Gives a range back, to be claimed from {@code dueAt} on. A range that another node has taken over is left alone. */
    public void giveBack(long id, String node, Instant dueAt) {
        QueueState state = dueAt.isAfter(clock.instant()) ? QueueState.WAITING : QueueState.READY;
        changeOwn(id, node, state, dueAt);
    }

    /** Keeps a leased range of a blast that is paused or cancelled from being claimed. */
    public void hold(long id, String node) {
        changeOwn(id, node, QueueState.HELD, clock.instant());
    }

    private void changeOwn(long id, String node, QueueState state, Instant dueAt) {
        transactions.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update delivery_queue set state = ?, due_at = ?,"
                            + " node = '' where id = ? and state = 2 and node = ?")) {
                update.setInt(1, state.code());
                update.setObject(2, Utc.of(dueAt));
                update.setLong(3, id);
                update.setString(4, node);
                update.executeUpdate();
            }
        });
    }

    /**
     * Makes ready what is due: retries, what was held back, and ranges whose lease has ended. By {@code delivery_queue_ix_due}.
     *
     * @param held ranges that this node still works on, although it could not renew their leases in time: their messages may be with the
     *     relay, and would be sent twice
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

    /** Passes over what is locked: a node that hangs in a transaction must not stop the others. What is left follows a moment later. */
    private void takeOverExpired(Connection connection, Set<Long> held) throws SQLException {
        List<Long> expired;
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_due) where state = 2 and due_at <= ?"
                + " order by due_at limit " + PROMOTED_AT_ONCE + " for update skip locked")) {
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
                "update delivery_queue set state = 0, node = '' where id in " + ids.marks())) {
            ids.bind(update, 1);
            update.executeUpdate();
        }
    }

    private int promote(Connection connection) throws SQLException {
        List<QueuedRange> due;
        try (PreparedStatement select = connection.prepareStatement("select " + QueuedRange.COLUMNS
                + " from delivery_queue force index (delivery_queue_ix_due) where state = 1 and due_at <= ?"
                + " order by due_at limit " + PROMOTED_AT_ONCE + " for update skip locked")) {
            select.setObject(1, Utc.of(clock.instant()));
            due = read(select);
        }
        Map<Long, List<QueuedRange>> byAccount =
                due.stream().collect(Collectors.groupingBy(QueuedRange::accountId, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Long, List<QueuedRange>> account : byAccount.entrySet()) {
            List<QueuedRange> ranges = account.getValue();
            for (int from = 0; from < ranges.size(); from += PROMOTED_TOGETHER) {
                makeReady(
                        connection,
                        account.getKey(),
                        ranges.subList(from, Math.min(ranges.size(), from + PROMOTED_TOGETHER)));
            }
        }
        return due.size();
    }

    private static void makeReady(Connection connection, long accountId, List<QueuedRange> ranges) throws SQLException {
        long messages = ranges.stream().mapToLong(range -> range.seqs().size()).sum();
        long turn = VirtualTime.take(connection, accountId, Flow.RETRY, messages);
        InList ids = new InList(ranges.stream().map(QueuedRange::id).toList());
        try (PreparedStatement update = connection.prepareStatement(
                "update delivery_queue set state = 0, turn = greatest(turn, ?) where id in " + ids.marks())) {
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
