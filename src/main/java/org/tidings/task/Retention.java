package org.tidings.task;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.tidings.blast.RetentionConfig;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.RecipientDeletion;

/** Clears expired documents and deletes obsolete data. Drafts are kept forever. */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** Clients repeat requests within minutes; a week leaves a wide margin. */
    private static final Duration IDEMPOTENCY_KEYS = Duration.ofDays(7);

    /** The audience of a draft is deleted when the blast is out, or at the latest this long after the launch; not while most of it is sent. */
    private static final Duration SENDING = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final Pruning pruning;
    private final ClearingNotices notices;
    private final RecipientDeletion recipients;
    private final RetentionConfig config;
    private final Clock clock;

    Retention(
            Transactions transactions,
            Pruning pruning,
            ClearingNotices notices,
            RecipientDeletion recipients,
            RetentionConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.pruning = pruning;
        this.notices = notices;
        this.recipients = recipients;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        run();
    }

    /** Clears everything that is due. A failure for one blast does not affect others and is retried by the next run. */
    void run() {
        Instant now = clock.instant();
        notices.send(now);
        hideExpired(now);
        for (long blastId : ids("select id from blast where clear_at <= ? and cleared", now)) {
            guarded(blastId, () -> pruning.empty(blastId));
        }
        for (long blastId : ids(
                "select distinct b.id from audience_source s join blast b on b.id = s.blast_id where b.launched_at is not null"
                        + " and (b.state in ('COMPLETED', 'CANCELLED') or b.launched_at <= ?)",
                now.minus(SENDING))) {
            guarded(blastId, () -> pruning.dropAudience(blastId));
        }
        deleteIdempotencyKeys(now);
        shortenEmailLog(now.minus(config.emailLogRetention()));
    }

    private void shortenEmailLog(Instant before) {
        int deleted;
        do {
            deleted = transactions.call(connection -> recipients.deleteLogBefore(connection, before));
        } while (deleted > 0);
    }

    /** Hides expired documents before their data is deleted. Uses the index {@code blast_ix_clear_at}. */
    private void hideExpired(Instant now) {
        int hidden = transactions.call(connection -> update(
                connection,
                "update blast set cleared = true where clear_at <= ? and not cleared and state in ('COMPLETED', 'CANCELLED')",
                now));
        if (hidden > 0) {
            LOG.infof("Clearing %d expired documents", hidden);
        }
    }

    /** Uses the index {@code idempotency_key_ix_created_at}. */
    private void deleteIdempotencyKeys(Instant now) {
        while (transactions.call(connection -> update(
                        connection,
                        "delete from idempotency_key where created_at < ? order by created_at limit 1000",
                        now.minus(IDEMPOTENCY_KEYS)))
                > 0) {
            LOG.debug("Deleted old idempotency keys");
        }
    }

    private static void guarded(long blastId, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Blast %d could not be cleared and will be retried", blastId);
        }
    }

    private List<Long> ids(String sql, Instant at) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, Utc.of(at));
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

    private static int update(Connection connection, String sql, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, Utc.of(at));
            return update.executeUpdate();
        }
    }
}
