package org.tidings.blast.compose;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.platform.web.FormErrors;

/**
 * The time of sending chosen on the review page.
 *
 * @param at empty means now
 * @param remark that a time in a DST gap was moved, in a sentence; empty if it was not
 */
record SendTime(Optional<Instant> at, String remark) {

    private static final int DAYS_AHEAD = 366;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter NAMED_TIME = DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter NAMED_MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm zzz", Locale.ENGLISH);

    private static final SendTime NOW = new SendTime(Optional.empty(), "");

    /**
     * One of the two times meant by a local time that occurs twice.
     *
     * @param offset from UTC, such as {@code +02:00}
     * @param label such as "02:30 CEST, the first time"
     */
    record Occurrence(String offset, String label, boolean chosen) {}

    /**
     * Parses the value of a {@code datetime-local} field in the account's time zone. A time in a DST gap is moved forward by the length of the
     * gap ({@link ZonedDateTime#ofLocal}). For an ambiguous time, the offset decides. Adds errors to the field {@code sendAt}.
     */
    static SendTime read(SendForm form, ZoneId zone, Instant now, FormErrors errors) {
        if (!form.isLater()) {
            return NOW;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(form.sendAt.strip());
            List<Occurrence> twice = occurrences(local, form.offset, zone);
            errors.addIf(
                    !twice.isEmpty() && twice.stream().noneMatch(Occurrence::chosen),
                    "sendAt",
                    "The clocks go back on " + DAY.format(local) + ", so " + TIME.format(local)
                            + " occurs twice. Choose which one you mean.");
            ZonedDateTime at = ZonedDateTime.ofLocal(local, zone, offset(twice));
            errors.addIf(!at.toInstant().isAfter(now), "sendAt", "This time is in the past. Choose a later time.");
            errors.addIf(
                    at.toInstant().isAfter(now.plus(DAYS_AHEAD, ChronoUnit.DAYS)),
                    "sendAt",
                    "Choose a time within one year.");
            return new SendTime(Optional.of(at.toInstant()), remark(local, at));
        } catch (DateTimeException e) {
            errors.add("sendAt", "Choose a date and a time.");
            return NOW;
        }
    }

    /** The two times that the typed one can mean; empty if it is not ambiguous. */
    static List<Occurrence> occurrences(String typed, String chosen, ZoneId zone) {
        try {
            return occurrences(LocalDateTime.parse(typed.strip()), chosen, zone);
        } catch (DateTimeException e) {
            return List.of();
        }
    }

    private static List<Occurrence> occurrences(LocalDateTime local, String chosen, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        List<Occurrence> found = new ArrayList<>();
        if (offsets.size() > 1) {
            for (ZoneOffset offset : offsets) {
                String label = NAMED_TIME.format(ZonedDateTime.ofLocal(local, zone, offset))
                        + (found.isEmpty() ? ", the first time" : ", the second time");
                found.add(new Occurrence(offset.getId(), label, offset.getId().equals(chosen)));
            }
        }
        return found;
    }

    private static ZoneOffset offset(List<Occurrence> twice) {
        return twice.stream()
                .filter(Occurrence::chosen)
                .findFirst()
                .map(occurrence -> ZoneOffset.of(occurrence.offset()))
                .orElse(ZoneOffset.UTC); // ignored where it is not valid
    }

    private static String remark(LocalDateTime local, ZonedDateTime at) {
        return at.toLocalDateTime().equals(local)
                ? ""
                : "The clocks go forward on " + DAY.format(local) + ", so there is no " + TIME.format(local)
                        + ". It will be sent at " + TIME.format(at) + ".";
    }

    /** Such as "28 Nov 2026, 12:30 CET"; empty means now. */
    String named(ZoneId zone) {
        return at.map(time -> NAMED_MOMENT.format(time.atZone(zone))).orElse("");
    }
}
