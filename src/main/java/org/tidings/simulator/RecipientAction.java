package org.tidings.simulator;

import java.io.IOException;

/** One thing that a recipient, or a machine on their behalf, does. */
@FunctionalInterface
interface RecipientAction {
    /**
     * Does it, and waits until it is done.
     *
     * @return what was done, in plain words, for the inbox page
     * @throws IOException when it could not be done
     */
    String perform() throws IOException, InterruptedException;
}
