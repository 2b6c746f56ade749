package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

    private final Dates dates = new Dates(ZoneId.of("Europe/Oslo"), Instant.parse("2026-11-23T09:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:59:30Z, just now",
        "2026-11-23T09:00:01Z, just now",
        "2026-11-23T09:00:30Z, in a moment",
        "2026-11-23T08:57:00Z, 3 min ago",
        "2026-11-23T09:05:00Z, in 5 min",
        "2026-11-23T07:04:00Z, today 08:04",
        "2026-11-22T23:30:00Z, today 00:30",
        "2026-11-22T22:30:00Z, yesterday 23:30",
        "2026-11-24T09:00:00Z, tomorrow 10:00",
        "2026-11-03T09:04:00Z, 3 Nov 10:04",
        "2025-12-31T23:30:00Z, 1 Jan 00:30",
        "2025-11-03T09:04:00Z, 3 Nov 2025",
        "2027-01-22T09:04:00Z, 22 Jan 2027 10:04",
    })
    void formatsRelativeDates(Instant at, String said) {
        assertThat(dates.relative(at)).isEqualTo(said);
    }

    @Test
    void exactDateIncludesTheTimeZone() {
        assertThat(dates.exact(Instant.parse("2026-07-03T08:04:09Z"))).isEqualTo("3 Jul 2026, 10:04:09 CEST");
    }

    @Test
    void timesOnPaperAreExact() {
        Instant at = Instant.parse("2026-11-23T08:57:00Z");
        assertThat(dates.onPaper().relative(at)).isEqualTo("23 Nov 2026, 09:57");
        assertThat(dates.onPaper().day(at)).isEqualTo("23 Nov 2026");
    }

    @Test
    void dayOmitsTheCurrentYear() {
        assertThat(dates.day(Instant.parse("2026-12-24T09:00:00Z"))).isEqualTo("24 Dec");
        assertThat(dates.day(Instant.parse("2027-01-22T09:00:00Z"))).isEqualTo("22 Jan 2027");
    }
}
