package org.tidings.embedded;

/** The embedded database cannot serve. The message is one sentence that tells an operator what to do. */
final class EmbeddedDatabaseException extends RuntimeException {
    EmbeddedDatabaseException(String message) {
        super(message);
    }
}
