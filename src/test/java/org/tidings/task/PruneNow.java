package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Clears what is due, without waiting for the schedule. */
@ApplicationScoped
public class PruneNow {

    @Inject
    Retention retention;

    public void run() {
        retention.run();
    }
}
