package org.tidings.platform.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the numbers of a sheet as people see them: whole numbers without a point, dates in ISO 8601. */
final class CellNumber {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Excel keeps 15 digits; what a double has beyond that are errors of its arithmetic. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final LocalDate FIRST_DAY = LocalDate.of(1899, 12, 30);
    private static final LocalDate FIRST_DAY_1904 = LocalDate.of(1904, 1, 1);

    /** 31 Dec 9999, the last day of Excel. */
    private static final int LAST_DAY = 2_958_465;

    /** Excel believes in 29 Feb 1900, so days before March 1900 are counted from a day later. */
    private static final int MARCH_1900 = 61;

    private static final int MINUTES = 24 * 60;
    private static final double LARGEST = 1e21;

    private CellNumber() {}

    /** The stored text itself if it is no number. */
    static String text(String stored, NumberKind kind, boolean is1904) {
        double number;
        try {
            number = Double.parseDouble(stored.strip());
        } catch (NumberFormatException e) {
            return stored;
        }
        if (!(Math.abs(number) < LARGEST)) {
            return stored;
        }
        if (kind != NumberKind.NUMBER && number >= 0 && number < LAST_DAY + 1) {
            return date(number, kind, is1904);
        }
        BigDecimal value = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        return value.scale() > 40 ? stored : value.toPlainString();
    }

    private static String date(double number, NumberKind kind, boolean is1904) {
        long minutes = Math.round(number * MINUTES);
        int days = (int) (minutes / MINUTES);
        LocalTime time = LocalTime.MIDNIGHT.plusMinutes(minutes % MINUTES);
        if (kind == NumberKind.TIME && days == 0) {
            return TIME.format(time);
        }
        LocalDate first = is1904 ? FIRST_DAY_1904 : FIRST_DAY.plusDays(days > 0 && days < MARCH_1900 - 1 ? 1 : 0);
        LocalDate day = first.plusDays(days);
        return time.equals(LocalTime.MIDNIGHT) ? day.toString() : DAY_AND_TIME.format(LocalDateTime.of(day, time));
    }

    /** -1 for what is no whole number. */
    static int integer(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
