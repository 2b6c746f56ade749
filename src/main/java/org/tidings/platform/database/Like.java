package org.tidings.platform.database;

/** Patterns for {@code like}, whatever characters a text contains. */
public final class Like {

    private Like() {}

    /** Matches texts that begin with this one. */
    public static String beginning(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** Matches texts that contain this one. */
    public static String containing(String text) {
        return "%" + beginning(text);
    }
}
