package org.tidings.report.overview;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.tidings.platform.web.Numbers;

/**
 * A week of the account, from Monday.
 *
 * @param invalid how many addresses became invalid
 */
record Week(LocalDate monday, Sent marketing, Sent service, int invalid) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    /** The Monday of the week in which this time is. */
    static LocalDate of(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    public String label() {
        return DAY.format(monday);
    }

    public Sent all() {
        return marketing.plus(service);
    }

    /** For a mouse over the chart. */
    public String text() {
        return Numbers.of(all().messages(), "message", "messages") + ", " + Numbers.of(all().reached()) + " reached";
    }
}
