package org.tidings.contact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which people to list. All conditions must hold.
 *
 * @param q words of names, households, addresses and phone numbers, each matched from its beginning; empty for all
 * @param email the exact address; null for all
 * @param tag the name of a tag that they or one of their households have; null for all
 * @param classId a class in which they are enrolled, on trial or waitlisted on {@code day}; null for all
 * @param householdId null for all
 */
public record ContactFilter(
        String q,
        @Nullable String email,
        @Nullable String tag,
        @Nullable Long classId,
        @Nullable Long householdId,
        LocalDate day) {

    public static ContactFilter all(LocalDate today) {
        return new ContactFilter("", null, null, null, null, today);
    }
}
