package org.tidings.contact;

/** Patterns for {@code like}. */
final class Like {

    private Like() {}

    /** Matches texts that begin with this one, whatever characters it contains. */
    static String beginning(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
