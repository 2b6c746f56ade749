package org.tidings.message.block;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The time of an event as forms submit it. */
final class EventTime {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private EventTime() {}

    static Optional<LocalDate> date(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    static Optional<LocalTime> time(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalTime.parse(typed.strip()));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** A party may go on until the morning. */
    private static final LocalTime MORNING = LocalTime.of(6, 0);

    /** When an event ends, after its first midnight; empty if it would end before it starts. */
    static Optional<Duration> end(LocalTime start, LocalTime end) {
        Duration sinceMidnight = Duration.between(LocalTime.MIDNIGHT, end);
        if (end.isAfter(start)) {
            return Optional.of(sinceMidnight);
        }
        return end.isAfter(MORNING) || end.equals(start) ? Optional.empty() : Optional.of(sinceMidnight.plusDays(1));
    }

    /** "Saturday, 12 December 2026, 16:00–18:00"; a value that is not a date or a time is shown as typed. */
    static String text(Block.Event event) {
        StringBuilder text = new StringBuilder(
                date(event.date()).map(DAY::format).orElse(event.date().strip()));
        if (!event.time().isBlank()) {
            text.append(text.isEmpty() ? "" : ", ").append(event.time().strip());
            if (!event.until().isBlank()) {
                text.append('–').append(event.until().strip());
            }
        }
        return text.toString();
    }
}
