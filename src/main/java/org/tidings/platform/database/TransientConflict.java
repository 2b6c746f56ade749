package org.tidings.platform.database;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The database gave up one of two transactions that were in each other's way, and the same work may succeed a moment later: the victim of a
 * deadlock, or what another node of a Galera or Group Replication cluster committed first (both SQL state 40001, MySQL error 1213, the
 * latter often only at the commit), or a wait for a lock that took too long (1205).
 */
final class TransientConflict {

    /** How often a piece of work is tried in all. */
    static final int TRIES = 10;

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final long FIRST_PAUSE_NANOS = 5_000_000;

    private TransientConflict() {}

    /** Looks at what was suppressed, too: the transaction manager keeps there why a commit failed. */
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

    /** Waits, longer after each attempt and not as long as the other one, before the next. */
    static void pause(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * FIRST_PAUSE_NANOS));
    }
}
