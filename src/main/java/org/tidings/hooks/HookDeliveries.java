package org.tidings.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * The queue of messages to webhooks, shared by all nodes. A message that a node claims is due again when the node would be too late with it, so
 * that another one sends it after a crash, with the same id.
 */
@ApplicationScoped
class HookDeliveries {

    /** Twice as long as the name servers and the receiver may take. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final String DUE = "d.state = 0 and d.due_at <= ?";

    private final Transactions transactions;

    HookDeliveries(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Whether a message waits, was accepted or was given up. The order of the constants is stored. */
    enum State {
        WAITING,
        DELIVERED,
        FAILED;

        private static final State[] ALL = values();

        static State of(int code) {
            return ALL[code];
        }

        @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
        int code() {
            return ordinal();
        }
    }

    /**
     * A message for which an attempt is due.
     *
     * @param attempts with this one
     */
    record Claimed(long id, String messageId, String body, int attempts, Instant expiresAt) {}

    /** What came of an attempt. */
    record Outcome(Claimed message, HookClient.Answer answer, State state, Instant dueAt) {

        /** The same of a message that goes on waiting instead of being given up. */
        Outcome unlessGivenUp() {
            return state == State.FAILED ? new Outcome(message, answer, State.WAITING, dueAt) : this;
        }
    }

    /** Webhooks for which an attempt is due. Uses {@code webhook_delivery_ix_due}. */
    List<Long> webhooksWithDue(Instant now) {
        return transactions.callNew(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select w.id from webhook w where w.enabled and (w.retry_at is null or w.retry_at <= ?)"
                            + " and exists (select 1 from webhook_delivery d where d.webhook_id = w.id and " + DUE
                            + ")")) {
                select.setObject(1, Utc.of(now));
                select.setObject(2, Utc.of(now));
                List<Long> ids = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                return ids;
            }
        });
    }

    /** Claims messages that no other node has, those first that have been due for longest. Uses {@code webhook_delivery_ix_due}. */
    List<Claimed> claim(long webhookId, int limit, Instant now) {
        return transactions.callNew(connection -> {
            List<Claimed> claimed = due(connection, webhookId, limit, now);
            if (!claimed.isEmpty()) {
                InList ids = new InList(claimed.stream().map(Claimed::id).toList());
                try (PreparedStatement update =
                        connection.prepareStatement("update webhook_delivery force index (primary) set due_at = ?,"
                                + " attempts = attempts + 1, attempted_at = ? where id in " + ids.marks())) {
                    update.setObject(1, Utc.of(now.plus(LEASE)));
                    update.setObject(2, Utc.of(now));
                    ids.bind(update, 3);
                    update.executeUpdate();
                }
            }
            return claimed;
        });
    }

    private static List<Claimed> due(Connection connection, long webhookId, int limit, Instant now)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select d.id, d.message_id, d.body, d.attempts, d.expires_at from webhook_delivery d"
                        + " force index (webhook_delivery_ix_due) where d.webhook_id = ? and " + DUE
                        + " order by d.due_at, d.id limit ? for update skip locked")) {
            select.setLong(1, webhookId);
            select.setObject(2, Utc.of(now));
            select.setInt(3, limit);
            List<Claimed> due = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    due.add(new Claimed(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getInt(4) + 1,
                            Objects.requireNonNull(Utc.read(row, "expires_at"))));
                }
            }
            return due;
        }
    }

    /** Records what came of attempts, in the caller's transaction. */
    void record(Connection connection, List<Outcome> outcomes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update webhook_delivery force index (primary)"
                + " set state = ?, due_at = ?, status = ?, answer = ? where id = ? and state = 0")) {
            for (Outcome outcome : outcomes) {
                update.setInt(1, outcome.state().code());
                update.setObject(2, Utc.of(outcome.dueAt()));
                update.setInt(3, outcome.answer().status());
                update.setString(4, outcome.answer().text());
                update.setLong(5, outcome.message().id());
                update.executeUpdate();
            }
        }
    }

    /**
     * Makes messages due that were given up, for three more days; and, if it is a single one, also one that waits or was accepted.
     *
     * @param deliveryId a single one; null for all that were given up since a time, which is {@code due_at} then
     * @return how many
     */
    int redeliver(long webhookId, @Nullable Long deliveryId, Instant since, Instant now) {
        String which = deliveryId == null ? "state = 2 and due_at >= ?" : "id = ?";
        return transactions.call(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update webhook_delivery set state = 0, due_at = ?,"
                            + " expires_at = ?, attempts = 0 where webhook_id = ? and " + which)) {
                update.setObject(1, Utc.of(now));
                update.setObject(2, Utc.of(now.plus(HookRetries.PATIENCE)));
                update.setLong(3, webhookId);
                update.setObject(4, deliveryId == null ? Utc.of(since) : deliveryId);
                return update.executeUpdate();
            }
        });
    }

    /** Makes all due that wait, for three more days. Uses {@code webhook_delivery_ix_due}. */
    void resume(long webhookId, Instant now) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update webhook_delivery set due_at = ?, expires_at = ? where webhook_id = ? and state = 0")) {
                update.setObject(1, Utc.of(now));
                update.setObject(2, Utc.of(now.plus(HookRetries.PATIENCE)));
                update.setLong(3, webhookId);
                update.executeUpdate();
            }
        });
    }
}
