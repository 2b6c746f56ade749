package org.tidings.blast.look;

/** Thrown when a file cannot be a logo; the message says why and what to do. */
class LogoRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LogoRefusedException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
