package org.tidings.contact;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A custom field of people and households, as staff defined it.
 *
 * @param choices the permitted values of a {@link FieldType#CHOICE}; empty for other types
 */
public record CustomField(String name, FieldType type, List<String> choices) {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_VALUE = 2_000;

    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,15}(?:\\.\\d{1,10})?");
    private static final Set<String> YES = Set.of("yes", "y", "true", "1", "on", "x", "ja", "oui", "si", "sí", "sim");
    private static final Set<String> NO =
            Set.of("no", "n", "false", "0", "off", "nein", "nej", "nei", "non", "nee", "não");

    public CustomField {
        choices = List.copyOf(choices);
    }

    /** A field that nobody defined. */
    static CustomField text(String name) {
        return new CustomField(name, FieldType.TEXT, List.of());
    }

    /**
     * The value in the form in which it is stored; empty if it does not fit the type.
     *
     * @param typed not blank
     * @param dayFirst how to read the date 2/5/2018: true for 2 May, false for 5 February
     */
    public Optional<String> read(String typed, boolean dayFirst) {
        String text = typed.strip();
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (type) {
            case TEXT -> text.length() <= LONGEST_VALUE ? Optional.of(text) : Optional.empty();
            case NUMBER -> NUMBER.matcher(text).matches() ? Optional.of(plain(new BigDecimal(text))) : Optional.empty();
            case DATE -> BirthDate.of(text, dayFirst, LAST_DAY).map(LocalDate::toString);
            case YES_NO ->
                YES.contains(lower) ? Optional.of("yes") : NO.contains(lower) ? Optional.of("no") : Optional.empty();
            case CHOICE -> choices.stream().filter(text::equalsIgnoreCase).findFirst();
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** A stored value as staff read it: "2 May 2026", "Yes", "1,234.5". A value that does not fit the type is shown as it is. */
    public String shown(String stored) {
        if (read(stored, true).filter(stored::equals).isEmpty()) {
            return stored;
        }
        return switch (type) {
            case TEXT, CHOICE -> stored;
            case NUMBER -> grouped(stored);
            case DATE -> DAY.format(LocalDate.parse(stored));
            case YES_NO -> stored.equals("yes") ? "Yes" : "No";
        };
    }

    private static String grouped(String number) {
        int point = number.indexOf('.');
        StringBuilder grouped = new StringBuilder(number);
        for (int i = (point < 0 ? number.length() : point) - 3;
                i > 0 && Character.isDigit(number.charAt(i - 1));
                i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    /** What a value must be; completes "Must be". */
    public String expectation() {
        return switch (type) {
            case TEXT -> "a text of at most " + LONGEST_VALUE + " characters";
            case NUMBER -> "a number such as 1234.5, without separators";
            case DATE -> "a date such as 2026-05-02";
            case YES_NO -> "yes or no";
            case CHOICE -> "one of: " + String.join(", ", choices);
        };
    }
}
