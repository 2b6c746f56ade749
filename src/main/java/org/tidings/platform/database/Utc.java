package org.tidings.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Converts instants to and from {@code datetime(6)} columns, always in UTC, regardless of the time zones of session, server and JVM. */
public final class Utc {

    private Utc() {}

    public static LocalDateTime of(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    public static @Nullable LocalDateTime ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    /** Represents "never" in columns that are {@code NOT NULL}, so that updates do not enlarge their rows. */
    public static final LocalDateTime NEVER = LocalDateTime.of(1970, 1, 1, 0, 0);

    /** The value for a column in which {@link #NEVER} represents null. */
    public static LocalDateTime orNever(@Nullable Instant instant) {
        return instant == null ? NEVER : of(instant);
    }

    /** Reads a column in which {@link #NEVER} represents null. */
    public static @Nullable Instant readUnlessNever(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null || time.equals(NEVER) ? null : time.toInstant(ZoneOffset.UTC);
    }

    public static @Nullable Instant read(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /**
     * SQL for the date of such a column in a time zone, such as "3 May 2026". Uses the present offset of the zone; for the other half of the
     * year, dates within an hour of midnight may be off by one day.
     */
    public static String day(String column, ZoneId zone, Instant now) {
        int offset = zone.getRules().getOffset(now).getTotalSeconds();
        return "date_format(" + column + " + interval " + offset + " second, '%e %b %Y')";
    }

    /** The same text as {@link Instant#toString}, but ten times faster: for downloads of a million rows. */
    public static String text(LocalDateTime time) {
        char[] text = "0000-00-00T00:00:00.000000Z".toCharArray();
        digits(text, 3, time.getYear());
        digits(text, 6, time.getMonthValue());
        digits(text, 9, time.getDayOfMonth());
        digits(text, 12, time.getHour());
        digits(text, 15, time.getMinute());
        digits(text, 18, time.getSecond());
        int micros = time.getNano() / 1_000;
        if (micros == 0) {
            text[19] = 'Z';
            return new String(text, 0, 20);
        }
        if (micros % 1_000 == 0) {
            digits(text, 22, micros / 1_000);
            text[23] = 'Z';
            return new String(text, 0, 24);
        }
        digits(text, 25, micros);
        return new String(text);
    }

    /** Writes the number so that its last digit is at index {@code last}. */
    private static void digits(char[] text, int last, int number) {
        int rest = number;
        for (int i = last; rest > 0; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
