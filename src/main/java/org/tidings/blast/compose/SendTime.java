package org.tidings.blast.compose;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tidings.platform.web.FormErrors;

/**
 * When to send, as chosen on the review page.
 *
 * @param at nothing means now
 */
record SendTime(Optional<Instant> at) {

    private static final int DAYS_AHEAD = 366;

    /**
     * Reads the value of a {@code datetime-local} field in the account's zone. A time that the clocks skip is moved on by the length of the gap, and
     * of a time that comes twice the first counts ({@link LocalDateTime#atZone}). Errors are added to field {@code sendAt}.
     */
    static SendTime read(boolean later, String typed, ZoneId zone, Instant now, FormErrors errors) {
        if (!later) {
            return new SendTime(Optional.empty());
        }
        try {
            Instant at = LocalDateTime.parse(typed.strip()).atZone(zone).toInstant();
            errors.addIf(!at.isAfter(now), "sendAt", "This time has passed.");
            errors.addIf(
                    at.isAfter(now.plus(DAYS_AHEAD, ChronoUnit.DAYS)), "sendAt", "Please choose a time within a year.");
            return new SendTime(Optional.of(at));
        } catch (DateTimeParseException e) {
            errors.add("sendAt", "Please choose a day and a time.");
            return new SendTime(Optional.empty());
        }
    }
}
