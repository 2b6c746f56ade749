package org.tidings.delivery.transport;

import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;

/**
 * The result of handing one message to the next hop.
 *
 * @param diagnosis what the reply or the failure means; {@link Verdict#TRANSPORT} for everything that concerns the relay or the connection
 *     and not the recipient
 * @param text the server's reply, or the client's description where there was none
 */
public record Outcome(Diagnosis diagnosis, String text) {

    /** Rule of a message whose final dot was sent and not answered: it may have arrived. */
    public static final String UNANSWERED = "unanswered";

    /** Rule of a failure before anything of the message was sent. */
    public static final String NOT_BEGUN = "relay";

    /** Rule of a connection that failed within a message, before its final dot. */
    public static final String INTERRUPTED = "transport";

    /** Rule of a message that could not be rendered. */
    public static final String RENDERING = "rendering";

    private static final Outcome WITHDRAWN = failed("withdrawn", "The message must not be sent any more", "");

    private static final Diagnosis ACCEPTED =
            new Diagnosis(Verdict.DELIVERED, "accepted", "Accepted by the receiving server", null, false, "250");

    /** The next hop answered the message with 250. */
    public static Outcome accepted(String text) {
        return new Outcome(ACCEPTED, text);
    }

    /** The message could not be rendered; trying again would not help. */
    public static Outcome unrenderable(String text) {
        return new Outcome(
                new Diagnosis(Verdict.UNKNOWN, RENDERING, "The message could not be created", null, true, ""), text);
    }

    /** A failure of the relay or the connection. */
    public static Outcome failed(String rule, String sentence, String text) {
        return new Outcome(new Diagnosis(Verdict.TRANSPORT, rule, sentence, null, false, ""), text);
    }

    /** The message became invalid before its content was sent, and nobody received it. */
    public static Outcome withdrawn() {
        return WITHDRAWN;
    }

    public boolean isWithdrawn() {
        return diagnosis.ruleId().equals(WITHDRAWN.diagnosis.ruleId());
    }

    /** True when the relay replied about this message, also when it refused it. */
    public boolean isAnswer() {
        return !diagnosis.codes().isEmpty();
    }

    /** True when the message may have arrived although no reply says so. */
    public boolean mayHaveArrived() {
        return diagnosis.ruleId().equals(UNANSWERED);
    }

    /** True when any other message would have met the same. */
    public boolean isAboutRelay() {
        return diagnosis.ruleId().equals(NOT_BEGUN) || diagnosis.slowsRelay();
    }
}
