package org.tidings.people;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Days in forms and query strings. */
final class Days {

    private Days() {}

    /** The day, such as "2026-05-02"; null if the text is empty, not a day, or a day that no one means. */
    static @Nullable LocalDate of(String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() < 1900 || day.getYear() > 9999 ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
