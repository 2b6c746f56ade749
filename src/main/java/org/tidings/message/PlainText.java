package org.tidings.message;

/** The plain-text alternative of an HTML message. */
public final class PlainText {
    private PlainText() {}

    public static String from(String html) {
        throw new UnsupportedOperationException();
    }
}
