package org.tidings.contact.imports;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.CustomFields;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.platform.table.TableFile;
import org.tidings.platform.table.TableFileException;
import org.tidings.platform.table.TableRows;

/**
 * Carries out imports, one at a time per node. A node leases an import; each chunk is one transaction that writes the rows, how far the import
 * came, and a new lease. After a crash another node continues with the first row that was not committed.
 */
@ApplicationScoped
class ImportRunner {

    private static final Logger LOG = Logger.getLogger(ImportRunner.class);
    private static final int CHUNK = 2_000;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final ImportFiles files;
    private final Imports imports;
    private final ImportWriter writer;
    private final ImportUndo undo;
    private final CustomFields fields;
    private final Clock clock;
    private final String node = UlidCreator.getUlid().toString();
    private volatile boolean stopping;

    ImportRunner(
            Transactions transactions,
            ImportFiles files,
            Imports imports,
            ImportWriter writer,
            ImportUndo undo,
            CustomFields fields,
            Clock clock) {
        this.transactions = transactions;
        this.files = files;
        this.imports = imports;
        this.writer = writer;
        this.undo = undo;
        this.fields = fields;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        runAll();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Works until no import is left that this node can lease. */
    void runAll() {
        Optional<ContactImport> task = lease();
        while (task.isPresent() && !stopping) {
            try {
                run(task.get());
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "Import %s was interrupted", task.get().publicId);
                if (DatabaseException.isOutage(failure)) {
                    return; // continued later
                }
                giveUp(task.get());
            }
            task = lease();
        }
    }

    /** Leases the oldest import that nobody works at. Uses {@code contact_import_ix_state}. */
    private Optional<ContactImport> lease() {
        return transactions.callNew(connection -> {
            Long id = null;
            try (PreparedStatement select = connection.prepareStatement(
                    "select i.id from contact_import i where i.state in ('RUNNING', 'UNDOING')"
                            + " and (i.leased_until is null or i.leased_until < ? or i.node = ?)"
                            // two imports of one account at the same time would add the same people twice
                            + " and not exists (select 1 from contact_import o where o.account_id = i.account_id and o.id <> i.id"
                            + " and o.state in ('RUNNING', 'UNDOING') and (o.id < i.id or o.leased_until >= ?))"
                            + " order by i.id limit 1 for update skip locked")) {
                select.setObject(1, Utc.of(clock.instant()));
                select.setString(2, node);
                select.setObject(3, Utc.of(clock.instant()));
                try (ResultSet row = select.executeQuery()) {
                    id = row.next() ? row.getLong(1) : null;
                }
            }
            if (id == null) {
                return Optional.empty();
            }
            renew(connection, id);
            return Optional.of(ContactImport.<ContactImport>findById(id));
        });
    }

    private void renew(Connection connection, long id) throws SQLException {
        Instant until = clock.instant().plus(LEASE);
        try (PreparedStatement update =
                connection.prepareStatement("update contact_import set node = ?, leased_until = ? where id = ?")) {
            update.setString(1, node);
            update.setObject(2, Utc.of(until));
            update.setLong(3, id);
            update.executeUpdate();
        }
    }

    private void run(ContactImport task) {
        if (task.state == ContactImport.State.UNDOING) {
            while (!stopping && undoChunk(task)) {
                LOG.debugf("Undoing import %s", task.publicId);
            }
            return;
        }
        Path copy = files.copy(task.id);
        try {
            ImportOptions options = imports.options(task).orElseThrow();
            TableFile table = TableFile.open(copy);
            RowReader reader = new RowReader(
                    table.headings(),
                    options,
                    fields.definitions(task.accountId),
                    transactions.call(none -> imports.today(task)));
            try (TableRows rows = table.rows()) {
                for (int skipped = 0; skipped < task.rowsDone && rows.hasNext(); skipped++) {
                    rows.next();
                }
                try (ReadAhead ahead = new ReadAhead(rows, reader, CHUNK)) {
                    boolean more = true;
                    while (more && !stopping) {
                        List<ImportedRow> chunk = ahead.take();
                        more = !chunk.isEmpty();
                        if (!(more ? write(task, options, chunk) : finish(task, null))) {
                            return; // another node has the lease
                        }
                    }
                }
            }
        } catch (TableFileException broken) {
            finish(
                    task,
                    "The file could not be read to its end: " + broken.sentence() + " The rows before were imported.");
        } finally {
            delete(copy);
        }
    }

    /** Ends an import that cannot be continued, so that it does not block the others. What was committed stays. */
    private void giveUp(ContactImport task) {
        finish(
                task,
                task.state == ContactImport.State.RUNNING
                        ? "The import stopped because of an internal error. The rows before were imported."
                        : "The import could not be undone completely because of an internal error.");
    }

    private boolean undoChunk(ContactImport task) {
        return transactions.callNew(connection -> {
            if (!isOurs(connection, task)) {
                return false;
            }
            renew(connection, task.id);
            return undo.undoChunk(connection, task);
        });
    }

    private boolean write(ContactImport task, ImportOptions options, List<ImportedRow> chunk) {
        return transactions.callNew(connection -> {
            if (!isOurs(connection, task)) {
                return false;
            }
            ImportWriter.Written written = writer.write(connection, task, options, chunk);
            try (PreparedStatement update =
                    connection.prepareStatement("update contact_import set rows_done = rows_done + ?,"
                            + " created = created + ?, updated = updated + ?, unchanged = unchanged + ?, failed = failed + ?,"
                            + " leased_until = ? where id = ?")) {
                update.setInt(1, chunk.size());
                update.setInt(2, written.count(ContactUpserts.Result.CREATED));
                update.setInt(3, written.count(ContactUpserts.Result.UPDATED));
                update.setInt(4, written.count(ContactUpserts.Result.UNCHANGED));
                update.setInt(5, written.failedRows());
                update.setObject(6, Utc.of(clock.instant().plus(LEASE)));
                update.setLong(7, task.id);
                update.executeUpdate();
            }
            return true;
        });
    }

    private boolean finish(ContactImport task, @Nullable String problem) {
        return transactions.callNew(connection -> {
            if (!isOurs(connection, task)) {
                return false;
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "update contact_import set state = ?, problem = ?, completed_at = ?, node = null, leased_until = null"
                            + " where id = ?")) {
                update.setString(1, problem == null ? "COMPLETED" : "FAILED");
                update.setString(2, problem);
                update.setObject(3, Utc.of(clock.instant()));
                update.setLong(4, task.id);
                update.executeUpdate();
            }
            ImportFiles.delete(connection, task.id);
            return true;
        });
    }

    /** Locks the import; false if another node has taken it over. */
    private boolean isOurs(Connection connection, ContactImport task) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from contact_import where id = ? and node = ? and state = ? for update")) {
            select.setLong(1, task.id);
            select.setString(2, node);
            select.setString(3, task.state.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.warnf("Cannot delete %s: %s", copy, e);
        }
    }
}
