package org.tidings.contact.imports;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Deletes imports when their retention period ends, in short transactions. The people whom they added stay. */
@Singleton
class ImportRetention {

    private static final Logger LOG = Logger.getLogger(ImportRetention.class);
    private static final int CHUNK = 5_000;

    private final Transactions transactions;
    private final ImportRetentionConfig config;
    private final Clock clock;

    ImportRetention(Transactions transactions, ImportRetentionConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            prune();
        } catch (DatabaseException unavailable) {
            LOG.debugf("Old imports not deleted: %s", unavailable.getMessage());
        }
    }

    void prune() {
        Instant now = clock.instant();
        for (long id : expired(now.minus(config.retention()), now.minus(config.uploadRetention()))) {
            for (String table : List.of(
                    "contact_import_change", "contact_import_problem", "contact_import_typo", "contact_import_part")) {
                while (delete("delete from " + table + " where import_id = ? limit " + CHUNK, id) == CHUNK) {
                    // next chunk
                }
            }
            delete("delete from contact_import where id = ?", id);
            LOG.infof("Deleted the expired import %d", id);
        }
    }

    /** Reads the few rows of imports completely. */
    private List<Long> expired(Instant ended, Instant uploaded) {
        return transactions.callNew(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select id from contact_import"
                    + " where state in ('COMPLETED', 'FAILED', 'UNDONE') and coalesce(completed_at, created_at) < ?"
                    + " or state = 'NEW' and created_at < ? order by id")) {
                select.setObject(1, Utc.of(ended));
                select.setObject(2, Utc.of(uploaded));
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

    private int delete(String sql, long id) {
        return transactions.callNew(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setLong(1, id);
                return delete.executeUpdate();
            }
        });
    }
}
