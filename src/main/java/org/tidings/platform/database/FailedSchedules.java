package org.tidings.platform.database;

import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Scheduled work comes round again, so that an absent database is worth a line in the log, and everything else its stack trace. */
@ApplicationScoped
class FailedSchedules {

    private static final Logger LOG = Logger.getLogger(FailedSchedules.class);

    void report(@Observes FailedExecution failed) {
        Throwable cause = failed.getException();
        String work = failed.getExecution().getTrigger().getMethodDescription();
        if (DatabaseException.isCauseOf(cause) && new DatabaseException(cause).isOutage()) {
            LOG.warnf("%s comes later: %s", work, cause.getMessage());
        } else {
            LOG.errorf(cause, "%s failed", work);
        }
    }
}
