package org.tidings.feedback.ses;

/** What was posted is not for us, or not proven to be Amazon's. The message says what is wrong, for the log; the caller learns nothing. */
class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
