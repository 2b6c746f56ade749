package org.tidings.embedded;

/** Thrown when the embedded database cannot run. The message says what the operator can do. */
final class EmbeddedDatabaseException extends RuntimeException {
    EmbeddedDatabaseException(String message) {
        super(message);
    }
}
