package org.tidings.platform.database;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;

/** The database refused a transaction or could not be reached. */
public class DatabaseException extends RuntimeException {

    public DatabaseException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the database had a part in a failure, and not the work that was to be done with it. */
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

    /** Whether the database could not be reached, or would not work, and the same may succeed later. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return new DatabaseException(failure).isOutage();
            }
        }
        return false;
    }

    /**
     * Whether the same work may succeed later: connection lost (SQL state 08...), server shutting down, disk full, read-only. Otherwise what
     * was to be written is at fault.
     */
    public boolean isOutage() {
        for (Throwable cause = this; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLIntegrityConstraintViolationException) {
                return false;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                // 22: the data do not fit; 23: a constraint forbids them; 42: the statement is wrong
                return !(state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
            }
        }
        return true;
    }
}
