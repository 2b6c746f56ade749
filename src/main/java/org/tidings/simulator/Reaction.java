package org.tidings.simulator;

import java.time.Duration;
import java.util.List;

/** The automatic behaviour of a recipient after a message was accepted. One class per kind of recipient. */
@FunctionalInterface
interface Reaction {
    /** The steps, performed one after the other. */
    List<Step> to(Arrival arrival);

    /**
     * An action and when to perform it.
     *
     * @param pause the delay after the previous step, or after the delivery
     */
    record Step(Duration pause, RecipientAction action) {}
}
