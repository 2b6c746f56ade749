package org.tidings.account;

/** Thrown when a change would leave the account without an owner. */
class LastOwnerException extends RuntimeException {

    LastOwnerException() {
        super("This is the only owner who can log in. Make someone else an owner first.");
    }
}
