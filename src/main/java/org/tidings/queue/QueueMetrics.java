package org.tidings.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Metrics of the delivery queue, read from the database twice a minute and not at each scrape: {@code tidings.queue.recipients} by state, and
 * {@code tidings.queue.oldest.due}, the seconds for which the oldest claimable recipient has waited. All nodes report the same queue.
 */
@ApplicationScoped
class QueueMetrics {

    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile Map<QueueState, Long> recipients = Map.of();
    private volatile @Nullable Instant oldestDue;

    QueueMetrics(Transactions transactions, MeterRegistry meters, Clock clock) {
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        for (QueueState state : QueueState.values()) {
            Gauge.builder("tidings.queue.recipients", () -> recipients.getOrDefault(state, 0L))
                    .description("Recipients in the delivery queue")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder("tidings.queue.oldest.due", this::secondsDue)
                .description("How long the oldest recipient has waited that could be sent to now")
                .baseUnit("seconds")
                .register(meters);
    }

    private double secondsDue() {
        Instant due = oldestDue;
        return due == null
                ? 0
                : Math.max(0, Duration.between(due, clock.instant()).toMillis() / 1e3);
    }

    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        transactions.run(connection -> {
            Map<QueueState, Long> found = new EnumMap<>(QueueState.class);
            for (QueueState state : QueueState.values()) {
                read(connection, state, found);
            }
            recipients = found;
        });
    }

    /** A range of up to 500 recipients is one row. Uses {@code delivery_queue_ix_due}. */
    private void read(Connection connection, QueueState state, Map<QueueState, Long> found) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(sum(last_seq - first_seq + 1), 0), min(due_at) as due from delivery_queue"
                        + " force index (delivery_queue_ix_due) where state = ?")) {
            select.setInt(1, state.code());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                found.put(state, row.getLong(1));
                if (state == QueueState.READY) {
                    oldestDue = Utc.read(row, "due");
                }
            }
        }
    }
}
