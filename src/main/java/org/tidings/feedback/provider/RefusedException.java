package org.tidings.feedback.provider;

/** Thrown when a request is not addressed to this installation or not authenticated. The message is for the log and not sent to the caller. */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean isWithoutCredentials;

    /** A request that must not be repeated: 403. */
    public RefusedException(String message) {
        this(message, false);
    }

    /**
     * A refused request.
     *
     * @param isWithoutCredentials whether the caller has to present a user name and a secret, or other ones: 401
     */
    RefusedException(String message, boolean isWithoutCredentials) {
        super(message);
        this.isWithoutCredentials = isWithoutCredentials;
    }

    boolean isWithoutCredentials() {
        return isWithoutCredentials;
    }
}
