package org.tidings.platform.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs short transactions with plain JDBC. They are retried after a {@link TransientConflict}, so the work must be repeatable and must not have
 * effects outside the database.
 */
@ApplicationScoped
public class Transactions {

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;

    Transactions(DataSource dataSource, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Work inside a transaction that returns nothing. */
    @FunctionalInterface
    public interface Change {
        void on(Connection connection) throws SQLException;
    }

    /** {@link #call} for work that returns nothing. */
    public void run(Change change) {
        call(connection -> {
            change.on(connection);
            return true;
        });
    }

    /**
     * Runs the work in the caller's transaction, so that a request needs only one connection. Without a caller's transaction, runs it in a new
     * one.
     *
     * @throws DatabaseException when the database rejects the work or cannot be reached; exceptions of the work itself are passed on
     */
    public <T> T call(Work<T> work) {
        return transaction.getTransactionKey() != null ? join(work) : callNew(work);
    }

    /** Runs the work in a new transaction and commits it, independently of the caller's transaction. Needs a second connection. */
    public <T> T callNew(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> join(work));
            } catch (RuntimeException failure) {
                if (attempt == TransientConflict.TRIES || !TransientConflict.isCauseOf(failure)) {
                    throw DatabaseException.isCauseOf(failure) ? new DatabaseException(failure) : failure;
                }
                TransientConflict.pause(attempt);
            }
        }
    }

    /** Runs the work in the caller's transaction, which must exist. */
    public <T> T join(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }
}
