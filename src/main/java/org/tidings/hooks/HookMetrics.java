package org.tidings.hooks;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * The backlog of enabled webhooks, read twice a minute: {@code tidings.webhooks.waiting}, the messages, and {@code tidings.webhooks.oldest.due}, the
 * seconds since an attempt has been due. All nodes report the same.
 */
@ApplicationScoped
class HookMetrics {

    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile long waiting;
    private volatile @Nullable Instant oldestDue;

    HookMetrics(Transactions transactions, MeterRegistry meters, Clock clock) {
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("tidings.webhooks.waiting", this::waiting)
                .description("Messages to enabled webhooks that are not accepted yet")
                .register(meters);
        Gauge.builder("tidings.webhooks.oldest.due", this::secondsDue)
                .description("How long an attempt at a message to an enabled webhook has been due")
                .baseUnit("seconds")
                .register(meters);
    }

    long waiting() {
        return waiting;
    }

    private double secondsDue() {
        Instant due = oldestDue;
        return due == null
                ? 0
                : Math.max(0, Duration.between(due, clock.instant()).toMillis() / 1e3);
    }

    /** Uses {@code webhook_delivery_ix_due}. */
    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select count(*), min(d.due_at) as due from webhook w"
                                    + " straight_join webhook_delivery d on d.webhook_id = w.id and d.state = 0 where w.enabled");
                    ResultSet row = select.executeQuery()) {
                row.next();
                waiting = row.getLong(1);
                oldestDue = Utc.read(row, "due");
            }
        });
    }
}
