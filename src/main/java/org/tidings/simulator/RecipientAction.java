package org.tidings.simulator;

import java.io.IOException;

/** An action of a recipient, or of a machine on their behalf. */
@FunctionalInterface
interface RecipientAction {
    /**
     * Performs the action and waits for its completion.
     *
     * @return a description in plain words, for the inbox page
     * @throws IOException when the action fails
     */
    String perform() throws IOException, InterruptedException;
}
