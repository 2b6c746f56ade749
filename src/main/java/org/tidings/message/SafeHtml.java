package org.tidings.message;

/** Makes staff's HTML safe to store and show. */
public final class SafeHtml {
    private SafeHtml() {}

    /** The HTML without anything that could act. Never throws; cleaning twice changes nothing more. */
    public static String clean(String html) {
        throw new UnsupportedOperationException();
    }
}
