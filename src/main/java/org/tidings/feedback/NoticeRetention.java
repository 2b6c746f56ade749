package org.tidings.feedback;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.tidings.blast.RetentionConfig;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Deletes notices when their retention period ends. Evidence is kept as long as its address is invalid. */
@Singleton
class NoticeRetention {

    private static final Logger LOG = Logger.getLogger(NoticeRetention.class);
    private static final int CHUNK = 1_000;

    private final Transactions transactions;
    private final RetentionConfig config;
    private final Clock clock;

    NoticeRetention(Transactions transactions, RetentionConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void prune() {
        try {
            while (pruneChunk() == CHUNK) {
                // next chunk
            }
        } catch (DatabaseException unavailable) {
            LOG.debugf("Old notices not deleted: %s", unavailable.getMessage());
        }
    }

    /** Uses {@code feedback_notice_ix_received_at}. Both MySQL and MariaDB require the derived table to select from the table being deleted from. */
    private int pruneChunk() {
        return transactions.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from feedback_notice where id in (select id from ("
                            + "select n.id from feedback_notice n join address a on a.id = n.address_id"
                            + " where n.received_at < ? and a.invalid_since is null order by n.received_at limit ?) old)")) {
                delete.setObject(1, Utc.of(clock.instant().minus(config.retention())));
                delete.setInt(2, CHUNK);
                return delete.executeUpdate();
            }
        });
    }
}
