package org.tidings.feedback.ses;

/** Thrown when a request is not addressed to this installation or not authenticated. The message is for the log and not sent to the caller. */
class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
