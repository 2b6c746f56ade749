package org.tidings.contact.select;

import java.time.DayOfWeek;
import org.jspecify.annotations.Nullable;

/**
 * Which classes. All conditions that are given must hold; without any, all classes of the account.
 *
 * @param id the public id of one class
 * @param weekday the day on which they meet
 * @param teacher exact, like the other names
 * @param term the name of a term
 */
public record ClassChoice(
        @Nullable String id,
        @Nullable DayOfWeek weekday,
        @Nullable String teacher,
        @Nullable String place,
        @Nullable String programme,
        @Nullable String term) {

    public static final ClassChoice ALL = new ClassChoice(null, null, null, null, null, null);

    /** One class. */
    public static ClassChoice of(String id) {
        return new ClassChoice(id, null, null, null, null, null);
    }
}
