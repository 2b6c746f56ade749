package org.tidings.platform.database;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;

/** Thrown when the database rejects a transaction or cannot be reached. */
public class DatabaseException extends RuntimeException {

    public DatabaseException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the database caused the failure, rather than the work that used it. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException
                    || cause instanceof PersistenceException
                    || cause instanceof QuarkusTransactionException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the database was unavailable, so that the same work may succeed later. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return new DatabaseException(failure).isOutage();
            }
        }
        return false;
    }

    /**
     * Whether the same work may succeed later: connection lost (SQL state 08...), server shutting down, disk full, read-only. Otherwise the
     * statement or its data is at fault.
     */
    public boolean isOutage() {
        for (Throwable cause = this; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLIntegrityConstraintViolationException) {
                return false;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                // 22: data exception; 23: constraint violation; 42: syntax error or access violation
                return !(state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
            }
        }
        return true;
    }
}
