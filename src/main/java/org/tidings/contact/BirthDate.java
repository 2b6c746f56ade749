package org.tidings.contact;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates of birth as people and programs write them. */
public final class BirthDate {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final int LONGEST = 40;

    /** A time after the date is dropped: programs that know only "date and time" add midnight. */
    private static final String TIME = "(?:[t ,]++\\d{1,2}:\\d{2}.*+)?";

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})" + TIME);
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([-/.]) ?(\\d{1,2})\\2 ?(\\d{4}|\\d{2})" + TIME);
    private static final Pattern DAY_AND_WORD = Pattern.compile(
            "(\\d{1,2})(?:st|nd|rd|th|er)?\\.?[ -]?(?:de |of )?(\\p{L}[\\p{L}\\p{M}]*+)\\.?,?[ -]?(?:de )?(\\d{4}|\\d{2})");
    private static final Pattern WORD_AND_DAY =
            Pattern.compile("^(\\p{L}[\\p{L}\\p{M}]*+)\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");

    private static final Map<String, Integer> MONTHS = months();

    private BirthDate() {}

    /**
     * Empty for what is no date, for days to come and for those before 1900. Numbers separated by dots have the day first everywhere; of others, a
     * number above 12 is the day whatever the argument says. Years of two digits are in the hundred years up to today.
     *
     * @param dayFirst how to read 2/5/2018: true for 2 May, false for 5 February
     * @param today in the time zone of the account
     */
    public static Optional<LocalDate> of(String typed, boolean dayFirst, LocalDate today) {
        String text = typed.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return Optional.ofNullable(read(text, dayFirst, today))
                .filter(date -> !date.isBefore(FIRST) && !date.isAfter(today));
    }

    private static @Nullable LocalDate read(String text, boolean dayFirst, LocalDate today) {
        Matcher date = YEAR_FIRST.matcher(text);
        if (date.matches()) {
            return date(date.group(1), number(date.group(2)), date.group(3), today);
        }
        date = YEAR_LAST.matcher(text);
        if (date.matches()) {
            int first = number(date.group(1));
            int second = number(date.group(3));
            boolean isDayFirst =
                    first > 12 || (second <= 12 && (dayFirst || date.group(2).equals(".")));
            return date(date.group(4), isDayFirst ? second : first, isDayFirst ? date.group(1) : date.group(3), today);
        }
        date = DAY_AND_WORD.matcher(text);
        if (date.matches()) {
            return date(date.group(3), MONTHS.getOrDefault(date.group(2), 0), date.group(1), today);
        }
        date = WORD_AND_DAY.matcher(text);
        return date.matches() ? date(date.group(3), MONTHS.getOrDefault(date.group(1), 0), date.group(2), today) : null;
    }

    private static @Nullable LocalDate date(String year, int month, String day, LocalDate today) {
        try {
            int full = number(year);
            if (year.length() == 2) {
                int thisYear = today.getYear();
                full += thisYear / 100 * 100;
                full -= full > thisYear ? 100 : 0;
            }
            return LocalDate.of(full, month, number(day));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String language :
                List.of("en", "de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "pl", "cs", "ru")) {
            Locale locale = Locale.forLanguageTag(language);
            for (Month month : Month.values()) {
                for (TextStyle style : List.of(
                        TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE)) {
                    String name = month.getDisplayName(style, locale)
                            .toLowerCase(locale)
                            .replace(".", "");
                    months.putIfAbsent(name, month.getValue());
                }
            }
        }
        months.put("sept", 9);
        return Map.copyOf(months);
    }
}
