package org.tidings.account;

/** There is an account already; the set-up page is closed for good. */
public class AlreadySetUpException extends RuntimeException {

    AlreadySetUpException() {
        super("Tidings has been set up already; log in instead.");
    }
}
