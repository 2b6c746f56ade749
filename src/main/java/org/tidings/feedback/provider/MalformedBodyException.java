package org.tidings.feedback.provider;

/** Thrown when the body of an authenticated request is not what the provider documents. Nothing of it can be used. */
class MalformedBodyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedBodyException(String message) {
        super(message);
    }
}
