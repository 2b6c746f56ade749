package org.tidings.blast;

/** The change is not possible in the current state of the blast, which someone else may have changed. */
public class BlastStateException extends RuntimeException {

    BlastStateException(Blast blast, BlastState wanted) {
        this(blast, sentence(wanted));
    }

    BlastStateException(Blast blast, String sentence) {
        super(sentence);
    }

    private static String sentence(BlastState wanted) {
        return switch (wanted) {
            case PAUSED -> "This blast is not being sent, so it can't be paused.";
            case RUNNING -> "This blast is already being sent, or it has been completed or cancelled.";
            case CANCELLED -> "Too late: this blast has already been sent.";
            case DRAFT, SCHEDULED -> "Too late: this blast is no longer scheduled.";
            case COMPLETED -> "This blast is not being sent.";
        };
    }
}
