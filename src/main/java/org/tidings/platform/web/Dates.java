package org.tidings.platform.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Formats instants for staff: relative when recent, "today" or "yesterday" when near, otherwise as a date.
 *
 * @param zone the reader's time zone
 * @param now the current time
 * @param paper whether all times are exact, since a relative one would soon be wrong on paper
 */
public record Dates(ZoneId zone, Instant now, boolean paper) {

    /** The clocks of the database and the server may differ by this. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter ON_PAPER = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss zzz", Locale.ENGLISH);

    public Dates(ZoneId zone, Instant now) {
        this(zone, now, false);
    }

    /** For print. */
    public Dates onPaper() {
        return new Dates(zone, now, true);
    }

    /** "3 Nov 2026, 10:04:09 CET". */
    public String exact(Instant at) {
        return EXACT.format(at.atZone(zone));
    }

    /** "just now", "3 min ago", "in a moment", "in 5 min", "today 10:04", "yesterday 10:04", "3 Nov 10:04", "22 Jan 2027 10:04" or "3 Nov 2025". */
    public String relative(Instant at) {
        if (paper) {
            return ON_PAPER.format(at.atZone(zone));
        }
        long minutes = Duration.between(at, now).toMinutes();
        if (Math.abs(minutes) < 1) {
            return at.isAfter(now.plus(SAME)) ? "in a moment" : "just now";
        }
        if (minutes > 0 && minutes < 60) {
            return minutes + " min ago";
        }
        if (minutes < 0 && minutes > -60) {
            return "in " + -minutes + " min";
        }
        ZonedDateTime there = at.atZone(zone);
        return switch ((int) daysFromToday(there.toLocalDate())) {
            case 0 -> "today " + TIME.format(there);
            case -1 -> "yesterday " + TIME.format(there);
            case 1 -> "tomorrow " + TIME.format(there);
            default -> sameYear(there) || minutes < 0 ? day(at) + " " + TIME.format(there) : DAY_AND_YEAR.format(there);
        };
    }

    /** "22 Jan" in the current year, "22 Jan 2027" in other years. */
    public String day(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        return sameYear(there) && !paper ? DAY.format(there) : DAY_AND_YEAR.format(there);
    }

    private long daysFromToday(LocalDate day) {
        return ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), day);
    }

    private boolean sameYear(ZonedDateTime there) {
        return there.getYear() == now.atZone(zone).getYear();
    }
}
