package org.tidings.hooks;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Deletes old messages to webhooks and those of deleted webhooks, some at a time. */
@Singleton
class HookRetention {

    /** How long messages wait for a disabled webhook to be enabled. */
    private static final Duration WAITING = Duration.ofDays(30);

    private static final int AT_ONCE = 1_000;

    private final Transactions transactions;
    private final HookConfig config;
    private final Clock clock;

    HookRetention(Transactions transactions, HookConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "4m", concurrentExecution = ConcurrentExecution.SKIP)
    void prune() {
        Instant now = clock.instant();
        Instant ended = now.minus(config.retention());
        delete("state = 1 and due_at < ?", Utc.of(ended));
        delete("state = 2 and due_at < ?", Utc.of(ended));
        delete("state = 0 and due_at < ?", Utc.of(now.minus(WAITING)));
        deleted().forEach(webhookId -> delete("webhook_id = ?", webhookId));
    }

    /** Uses {@code webhook_delivery_ix_state} or {@code webhook_delivery_ix_due}. */
    private void delete(String condition, Object value) {
        int deleted;
        do {
            deleted = transactions.callNew(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(
                        "delete from webhook_delivery where " + condition + " limit " + AT_ONCE)) {
                    delete.setObject(1, value);
                    return delete.executeUpdate();
                }
            });
        } while (deleted == AT_ONCE);
    }

    /** Of messages that are still there. Reads one entry of {@code webhook_delivery_ix_due} for each webhook. */
    private List<Long> deleted() {
        return transactions.callNew(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select told.webhook_id from (select distinct webhook_id from webhook_delivery) told"
                                    + " left join webhook w on w.id = told.webhook_id where w.id is null");
                    ResultSet row = select.executeQuery()) {
                List<Long> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
                return ids;
            }
        });
    }
}
