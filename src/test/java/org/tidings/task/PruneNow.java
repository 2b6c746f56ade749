package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Runs the retention job immediately. */
@ApplicationScoped
public class PruneNow {

    @Inject
    Retention retention;

    public void run() {
        retention.run();
    }
}
