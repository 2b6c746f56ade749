package org.tidings.platform.database;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Set;

/** Thrown when the database rejects a transaction or cannot be reached. */
public class DatabaseException extends RuntimeException {

    private static final int DUPLICATE_ENTRY = 1062;

    /** Characters that a column cannot have, which have the general SQL state: mixed collations, an invalid string, an incorrect value. */
    private static final Set<Integer> CHARACTERS = Set.of(1267, 1271, 1300, 1366);

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

    /** Whether a unique key refused a row: somebody else, or another request of the same person, stored the same just before. */
    public static boolean isDuplicate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLIntegrityConstraintViolationException sql
                    && sql.getErrorCode() == DUPLICATE_ENTRY) {
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
                return !(CHARACTERS.contains(sql.getErrorCode())
                        || state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42"));
            }
        }
        return true;
    }
}
