package org.tidings.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The messages of a webhook as staff and programs see them, and what they can do with them. */
@ApplicationScoped
public class DeliveryLog {

    private static final String COLUMNS =
            "select id, message_id, event, created_at, state, attempts, attempted_at, status, answer, due_at, body";

    private final Transactions transactions;
    private final HookDeliveries deliveries;
    private final HookOutbox outbox;
    private final AuditTrail audit;
    private final CurrentStaff current;
    private final Clock clock;

    DeliveryLog(
            Transactions transactions,
            HookDeliveries deliveries,
            HookOutbox outbox,
            AuditTrail audit,
            CurrentStaff current,
            Clock clock) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.audit = audit;
        this.current = current;
        this.clock = clock;
    }

    /**
     * A message.
     *
     * @param messageId the {@code webhook-id}
     * @param attemptedAt of the last attempt; null before the first one
     * @param status of the last HTTP answer; 0 without one
     * @param answer its beginning, or why there is none
     * @param nextAttemptAt null if it does not wait
     */
    public record Line(
            long id,
            String messageId,
            HookEvent event,
            Instant at,
            String state,
            int attempts,
            @Nullable Instant attemptedAt,
            int status,
            String answer,
            @Nullable Instant nextAttemptAt,
            String body) {

        private static Line of(ResultSet row) throws SQLException {
            boolean waiting = row.getInt("state") == HookDeliveries.State.WAITING.code();
            return new Line(
                    row.getLong("id"),
                    row.getString("message_id"),
                    HookEvent.of(row.getInt("event")),
                    Objects.requireNonNull(Utc.read(row, "created_at")),
                    HookDeliveries.State.of(row.getInt("state")).name(),
                    row.getInt("attempts"),
                    Utc.read(row, "attempted_at"),
                    row.getInt("status"),
                    Objects.requireNonNullElse(row.getString("answer"), ""),
                    waiting ? Utc.read(row, "due_at") : null,
                    row.getString("body"));
        }

        public boolean isWaiting() {
            return state.equals(HookDeliveries.State.WAITING.name());
        }

        public boolean isFailed() {
            return state.equals(HookDeliveries.State.FAILED.name());
        }
    }

    /** How many messages wait and were given up. */
    public record Counts(long waiting, long failed) {}

    /**
     * The latest messages first. Uses {@code webhook_delivery_ix_webhook}.
     *
     * @param before the id of the last one of the page before; {@code Long.MAX_VALUE} for the first page
     */
    public List<Line> latest(Webhook webhook, long before, int limit) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    COLUMNS
                            + " from webhook_delivery force index (webhook_delivery_ix_webhook) where webhook_id = ? and id < ? order by id desc limit ?")) {
                select.setLong(1, webhook.id);
                select.setLong(2, before);
                select.setInt(3, limit);
                List<Line> lines = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        lines.add(Line.of(row));
                    }
                }
                return lines;
            }
        });
    }

    /** One message of the webhook. */
    public Optional<Line> find(Webhook webhook, long id) {
        return latest(webhook, id == Long.MAX_VALUE ? id : id + 1, 1).stream()
                .filter(line -> line.id() == id)
                .findFirst();
    }

    /** Uses {@code webhook_delivery_ix_due}. */
    public Counts counts(Webhook webhook) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select coalesce(sum(state = 0), 0), coalesce(sum(state = 2), 0)"
                            + " from webhook_delivery where webhook_id = ? and state in (0, 2)")) {
                select.setLong(1, webhook.id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return new Counts(row.getLong(1), row.getLong(2));
                }
            }
        });
    }

    /** Sends one again, whatever became of it, with the same id. Returns false if the webhook has no such message. */
    public boolean redeliver(Webhook webhook, long deliveryId) {
        return transactions.call(connection -> {
            boolean found = deliveries.redeliver(webhook.id, deliveryId, Instant.EPOCH, clock.instant()) > 0;
            if (found) {
                audit.record(
                        webhook.accountId,
                        current.staffId(),
                        "webhook.redelivered",
                        webhook.url,
                        "message " + deliveryId);
            }
            return found;
        });
    }

    /** Sends all again that were given up and whose event happened since then. Returns how many. */
    public int redeliverFailed(Webhook webhook, Instant since) {
        return transactions.call(connection -> {
            int count = deliveries.redeliver(webhook.id, null, since, clock.instant());
            audit.record(
                    webhook.accountId,
                    current.staffId(),
                    "webhook.redelivered",
                    webhook.url,
                    count + " messages since " + since);
            return count;
        });
    }

    /** Stores a message that tells nothing, for this webhook only. Returns its {@code webhook-id}. */
    public String test(Webhook webhook) {
        Instant now = clock.instant();
        HookMessage message = new HookMessage(
                HookEvent.TEST,
                webhook.accountId,
                UUID.randomUUID().toString(),
                now,
                null,
                Map.of("webhook", webhook.publicId, "account", current.accountName()));
        transactions.run(connection -> outbox.add(connection, webhook.id, message));
        return message.id();
    }
}
