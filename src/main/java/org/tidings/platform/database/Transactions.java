package org.tidings.platform.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Short transactions on plain JDBC, tried again when they met a {@link TransientConflict}. The work must therefore be repeatable and must not talk to
 * the outside.
 */
@ApplicationScoped
public class Transactions {

    private final DataSource dataSource;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What is done inside a transaction and gives nothing back. */
    @FunctionalInterface
    public interface Change {
        void on(Connection connection) throws SQLException;
    }

    /** {@link #call} for what gives nothing back. */
    public void run(Change change) {
        call(connection -> {
            change.on(connection);
            return true;
        });
    }

    /**
     * Runs the work in a transaction of its own and commits.
     *
     * @throws DatabaseException when the database refused or is away; what the work itself throws comes through as it is
     */
    public <T> T call(Work<T> work) {
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

    /** Runs the work as part of the transaction that is under way. */
    public <T> T join(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }
}
