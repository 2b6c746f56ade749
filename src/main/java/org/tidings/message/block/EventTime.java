package org.tidings.message.block;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The time of an event. What is missing, or wrong, is empty.
 *
 * @param day the first one
 * @param lastDay only of an event of several days
 */
record EventTime(
        Optional<LocalDate> day, Optional<LocalDate> lastDay, Optional<LocalTime> start, Optional<LocalTime> end) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private static final char NARROW_SPACE = 0x202f;

    /** A party may go on until the morning. */
    private static final LocalTime MORNING = LocalTime.of(6, 0);

    static EventTime of(Block.Event event) {
        Optional<LocalDate> day = parsed(event.date(), LocalDate::parse);
        Optional<LocalDate> lastDay = parsed(event.lastDate(), LocalDate::parse);
        return new EventTime(
                day,
                lastDay.equals(day) ? Optional.empty() : lastDay,
                parsed(event.time(), LocalTime::parse),
                parsed(event.until(), LocalTime::parse));
    }

    private static <T> Optional<T> parsed(String typed, Function<String, T> parser) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(parser.apply(typed.strip()));
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    /** True if it would end before it starts. */
    boolean endsTooEarly() {
        if (lastDay.isPresent()) {
            return day.isPresent() && lastDay.get().isBefore(day.get());
        }
        return start.isPresent()
                && end.isPresent()
                && !end.get().isAfter(start.get())
                && (end.get().isAfter(MORNING) || end.equals(start));
    }

    /** When an event with a time of its start ends; empty if nobody said when. */
    Optional<LocalDateTime> endsAt() {
        if (day.isEmpty() || start.isEmpty() || endsTooEarly()) {
            return Optional.empty();
        }
        if (lastDay.isPresent()) {
            return Optional.of(end.map(time -> lastDay.get().atTime(time))
                    .orElseGet(() -> lastDay.get().plusDays(1).atStartOfDay()));
        }
        return end.map(
                time -> day.get().plusDays(time.isAfter(start.get()) ? 0 : 1).atTime(time));
    }

    /**
     * "Saturday, 12 December 2026, 16:00–18:00" or "Friday, 10 July 2026, 16:00 – Sunday, 12 July 2026, 18:00", as a language writes it; a value
     * that is not a date or a time is shown as typed.
     *
     * @param language a tag of BCP 47
     */
    static String text(Block.Event event, String language) {
        Locale locale = Locale.forLanguageTag(language);
        String from = joined(day(event.date(), locale), time(event.time(), locale));
        String until = time(event.until(), locale);
        if (of(event).lastDay().isPresent()) {
            return from + " – " + joined(day(event.lastDate(), locale), until);
        }
        return event.time().isBlank() || until.isEmpty() ? from : from + '–' + until;
    }

    private static String day(String typed, Locale locale) {
        DateTimeFormatter words = locale.equals(Locale.ENGLISH)
                ? DAY
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale);
        return parsed(typed, LocalDate::parse).map(words::format).orElse(typed.strip());
    }

    private static String time(String typed, Locale locale) {
        DateTimeFormatter words = locale.equals(Locale.ENGLISH)
                ? TIME
                : DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
        return parsed(typed, LocalTime::parse)
                .map(time -> words.format(time).replace(NARROW_SPACE, ' ')) // of later JDKs
                .orElse(typed.strip());
    }

    private static String joined(String day, String time) {
        return day.isEmpty() || time.isEmpty() ? day + time : day + ", " + time;
    }
}
