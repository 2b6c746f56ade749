package org.tidings.account.oidc;

/** A login with the provider that lets nobody in. The message is for the log and contains no address. */
public class OidcRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the person is told. */
    public enum Reason {
        /** The browser does not know this login: it took too long, was finished before, or began in another browser. */
        EXPIRED,
        /** The person or the provider cancelled. */
        CANCELLED,
        /** What the provider sent does not pass the checks. */
        INVALID,
        /** The provider does not vouch for the email address. */
        UNVERIFIED,
        /** Nobody who may log in has this email address. */
        UNKNOWN,
        /** The email address belongs to somebody who logs in with another identity of the provider. */
        OTHER_IDENTITY
    }

    private final transient Reason reason;

    public OidcRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
