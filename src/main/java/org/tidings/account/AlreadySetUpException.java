package org.tidings.account;

/** Thrown when an account already exists, which disables the setup page permanently. */
public class AlreadySetUpException extends RuntimeException {

    AlreadySetUpException() {
        super("Tidings is already set up. Log in instead.");
    }
}
