package org.tidings.recipient;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * The recipients as a queue: those with {@code due_at} need an attempt. A claim moves {@code due_at} forward by the lease, so that what a
 * node took and did not finish comes back by itself (a visibility timeout).
 */
@ApplicationScoped
public class RecipientQueue {

    private final Transactions transactions;
    private final Clock clock;

    RecipientQueue(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A recipient that one node has to itself until the lease ends.
     *
     * @param attempts attempts made before
     * @param standing when it was claimed
     * @param leaseUntil no attempt may begin after this
     */
    public record Claimed(
            long id,
            @Nullable Long addressId,
            String email,
            String firstName,
            String lastName,
            Map<String, String> fields,
            int attempts,
            Standing standing,
            Instant leaseUntil) {}

    /**
     * Whether somebody may be mailed.
     *
     * @param unsubscribed the consent is gone by now
     * @param invalid the address is invalid by now
     */
    public record Standing(boolean unsubscribed, boolean invalid) {

        private static Standing read(ResultSet row) throws SQLException {
            return new Standing(row.getObject("unsubscribed_at") != null, row.getObject("invalid_since") != null);
        }
    }

    /**
     * Takes recipients that are due, oldest first; those another node is just taking are skipped, not waited for.
     *
     * @param node who claims
     * @return at most {@code limit}, in order of their due time
     */
    public List<Claimed> claim(long blastId, int limit, String node, Duration lease) {
        Instant now = clock.instant();
        Instant until = now.plus(lease);
        return transactions.call(connection -> {
            List<Long> ids = isUnderWay(connection, blastId) ? due(connection, blastId, now, limit) : List.of();
            if (ids.isEmpty()) {
                return List.of();
            }
            move(connection, ids, until, node);
            return read(connection, ids, until);
        });
    }

    /** It may have been paused or cancelled since the caller looked. */
    private static boolean isUnderWay(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from blast where id = ? and state in ('RUNNING', 'COMPLETED')")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** By {@code recipient_ix_queue}, whose order is that of the claim: no row is locked that is not taken. */
    private static List<Long> due(Connection connection, long blastId, Instant now, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select id from recipient force index (recipient_ix_queue)"
                        + " where blast_id = ? and due_at <= ? order by due_at limit ? for update skip locked")) {
            select.setLong(1, blastId);
            select.setObject(2, Utc.of(now));
            select.setInt(3, limit);
            return ids(select);
        }
    }

    private static void move(Connection connection, List<Long> ids, Instant until, String node) throws SQLException {
        InList list = new InList(ids);
        try (PreparedStatement update = connection.prepareStatement(
                "update recipient set due_at = ?, claimed_by = ? where id in " + list.marks())) {
            update.setObject(1, Utc.of(until));
            update.setString(2, node);
            list.bind(update, 3);
            update.executeUpdate();
        }
    }

    private static List<Claimed> read(Connection connection, List<Long> ids, Instant until) throws SQLException {
        InList list = new InList(ids);
        String sql = "select r.id, r.address_id, r.email, r.first_name, r.last_name, r.fields, r.attempts,"
                + " a.unsubscribed_at, a.invalid_since from recipient r left join address a on a.id = r.address_id"
                + " where r.id in " + list.marks();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            list.bind(select, 1);
            Map<Long, Claimed> claimed = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    claimed.put(row.getLong("id"), claimed(row, until));
                }
            }
            return ids.stream().map(claimed::get).filter(Objects::nonNull).toList();
        }
    }

    private static Claimed claimed(ResultSet row, Instant until) throws SQLException {
        return new Claimed(
                row.getLong("id"),
                row.getObject("address_id", Long.class),
                row.getString("email"),
                Objects.requireNonNullElse(row.getString("first_name"), ""),
                Objects.requireNonNullElse(row.getString("last_name"), ""),
                Fields.read(row.getString("fields")),
                row.getInt("attempts"),
                Standing.read(row),
                until);
    }

    /** As it is now. By the primary keys. */
    public Standing standing(Claimed recipient) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select a.unsubscribed_at, a.invalid_since"
                    + " from recipient r join address a on a.id = r.address_id where r.id = ?")) {
                select.setLong(1, recipient.id());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Standing.read(row) : recipient.standing();
                }
            }
        });
    }

    /** Those who wait and are on nobody's wire, by {@code recipient_ix_queue}. */
    public List<Long> unclaimed(long blastId, int limit) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select id from recipient where blast_id = ?"
                    + " and due_at is not null and (claimed_by is null or due_at <= ?) limit ?")) {
                select.setLong(1, blastId);
                select.setObject(2, Utc.of(clock.instant()));
                select.setInt(3, limit);
                return ids(select);
            }
        });
    }

    /** Gives recipients back without an attempt, each to be due at its time; only what this node still holds. By the primary key. */
    public void release(Map<Long, Instant> dueById, String node) {
        if (dueById.isEmpty()) {
            return;
        }
        transactions.call(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update recipient set due_at = ?, claimed_by = null"
                            + " where id = ? and claimed_by = ? and due_at is not null")) {
                for (Map.Entry<Long, Instant> due : new TreeMap<>(dueById).entrySet()) { // all lock in this order
                    update.setObject(1, Utc.of(due.getValue()));
                    update.setLong(2, due.getKey());
                    update.setString(3, node);
                    update.addBatch();
                }
                return update.executeBatch();
            }
        });
    }

    /**
     * Keeps recipients for longer. Passes over those whose row somebody has locked: their own outcome may be waiting in there, behind a
     * node that hangs, and the others are not to wait for it.
     *
     * @return those it kept
     */
    public Set<Long> renew(Collection<Long> ids, String node, Instant until) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return transactions.call(connection -> {
            List<Long> free = held(connection, new InList(ids), node);
            if (!free.isEmpty()) {
                InList list = new InList(free);
                try (PreparedStatement update =
                        connection.prepareStatement("update recipient set due_at = ? where id in " + list.marks())) {
                    update.setObject(1, Utc.of(until));
                    list.bind(update, 2);
                    update.executeUpdate();
                }
            }
            return Set.copyOf(free);
        });
    }

    /** By the primary key, and in its order. */
    private static List<Long> held(Connection connection, InList ids, String node) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from recipient where id in "
                + ids.marks() + " and claimed_by = ? and due_at is not null order by id for update skip locked")) {
            select.setString(ids.bind(select, 1), node);
            return ids(select);
        }
    }

    private static List<Long> ids(PreparedStatement select) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                ids.add(found.getLong(1));
            }
        }
        return ids;
    }
}
