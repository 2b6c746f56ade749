package org.tidings.contact;

/** Thrown when a person is changed whom the account does not have, for example because somebody has deleted them meanwhile. */
public class NoSuchContactException extends RuntimeException {

    NoSuchContactException() {
        super("There is no such person.");
    }
}
