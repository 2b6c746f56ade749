package org.tidings.platform.database;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Detects conflicts between transactions after which a retry may succeed: a deadlock, a conflict with another node of a Galera or Group
 * Replication cluster (both SQL state 40001, MySQL error 1213; the latter often only at commit), or a lock wait timeout (1205).
 */
final class TransientConflict {

    /** Maximum number of attempts, including the first. */
    static final int TRIES = 10;

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final long FIRST_PAUSE_NANOS = 5_000_000;

    private TransientConflict() {}

    /** Also checks suppressed exceptions, in which the transaction manager stores the cause of a failed commit. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("40001".equals(sql.getSQLState()) || sql.getErrorCode() == LOCK_WAIT_TIMEOUT)) {
                return true;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (isCauseOf(suppressed)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Waits for a random time before the next attempt, on average longer after each one. */
    static void pause(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * FIRST_PAUSE_NANOS));
    }
}
