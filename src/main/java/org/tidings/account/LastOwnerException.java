package org.tidings.account;

/** An account without an owner could never be managed again. */
class LastOwnerException extends RuntimeException {

    LastOwnerException() {
        super("This is the only owner who can log in. Make somebody else an owner first.");
    }
}
