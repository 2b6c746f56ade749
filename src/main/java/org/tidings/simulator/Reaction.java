package org.tidings.simulator;

import java.time.Duration;
import java.util.List;

/** What happens by itself after a mailbox took a message. One class for each kind of owner. */
@FunctionalInterface
interface Reaction {
    /** In this order, one after the other. */
    List<Step> to(Arrival arrival);

    /**
     * One thing to do, and when.
     *
     * @param pause how long after the step before it, or after the delivery
     */
    record Step(Duration pause, RecipientAction deed) {}
}
