package org.tidings.platform.database;

import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Logs failed scheduled work: one line if the database is unavailable, otherwise the stack trace. */
@ApplicationScoped
class FailedSchedules {

    private static final Logger LOG = Logger.getLogger(FailedSchedules.class);

    void report(@Observes FailedExecution failed) {
        Throwable cause = failed.getException();
        String work = failed.getExecution().getTrigger().getMethodDescription();
        if (DatabaseException.isCauseOf(cause) && new DatabaseException(cause).isOutage()) {
            LOG.warnf("%s failed and will run again: %s", work, cause.getMessage());
        } else {
            LOG.errorf(cause, "%s failed", work);
        }
    }
}
