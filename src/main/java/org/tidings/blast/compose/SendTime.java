package org.tidings.blast.compose;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tidings.platform.web.FormErrors;

/**
 * The time of sending chosen on the review page.
 *
 * @param at empty means now
 */
record SendTime(Optional<Instant> at) {

    private static final int DAYS_AHEAD = 366;

    /**
     * Parses the value of a {@code datetime-local} field in the account's time zone. A time in a DST gap is moved forward by the length of the gap;
     * an ambiguous time means its first occurrence ({@link LocalDateTime#atZone}). Adds errors to the field {@code sendAt}.
     */
    static SendTime read(boolean later, String typed, ZoneId zone, Instant now, FormErrors errors) {
        if (!later) {
            return new SendTime(Optional.empty());
        }
        try {
            Instant at = LocalDateTime.parse(typed.strip()).atZone(zone).toInstant();
            errors.addIf(!at.isAfter(now), "sendAt", "This time is in the past. Choose a later time.");
            errors.addIf(at.isAfter(now.plus(DAYS_AHEAD, ChronoUnit.DAYS)), "sendAt", "Choose a time within one year.");
            return new SendTime(Optional.of(at));
        } catch (DateTimeException e) {
            errors.add("sendAt", "Choose a date and a time.");
            return new SendTime(Optional.empty());
        }
    }
}
