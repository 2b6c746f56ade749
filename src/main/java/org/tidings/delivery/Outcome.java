package org.tidings.delivery;

import org.tidings.diagnosis.Diagnosis;

/**
 * What came of handing one message to the next hop.
 *
 * @param diagnosis what it means
 * @param text the server's own words, or the client's when there was no conversation
 */
public record Outcome(Diagnosis diagnosis, String text) {

    /** True when the relay spoke about this message, if only to refuse it; otherwise there was no conversation to speak of. */
    boolean isAnswer() {
        return !diagnosis.codes().isEmpty();
    }
}
