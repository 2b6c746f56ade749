package org.tidings.delivery;

import org.tidings.diagnosis.Diagnosis;

/**
 * What came of handing one message to the next hop.
 *
 * @param diagnosis what it means
 * @param text the server's own words, or the client's when there was no conversation
 */
record Outcome(Diagnosis diagnosis, String text) {

    /** The rule of a message whose end was sent and not answered. */
    static final String UNANSWERED = "unanswered";

    /** The rule of a failure before anything of the message was sent. */
    static final String NOT_BEGUN = "relay";

    /** True when the relay spoke about this message, if only to refuse it; otherwise there was no conversation to speak of. */
    boolean isAnswer() {
        return !diagnosis.codes().isEmpty();
    }

    /** True when the message may have arrived although nobody says so. */
    boolean mayHaveArrived() {
        return diagnosis.ruleId().equals(UNANSWERED);
    }

    /** True when it would have been the same for any other message. */
    boolean isAboutRelay() {
        return diagnosis.ruleId().equals(NOT_BEGUN) || diagnosis.slowsRelay();
    }
}
