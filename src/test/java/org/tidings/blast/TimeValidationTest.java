package org.tidings.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeValidationTest {

    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "MARKETING, -, -, ''",
                "MARKETING, PT2H, -, ''",
                "MARKETING, PT2H, 2026-11-27T12:00:01Z, ''",
                "SERVICE, -, 2026-11-27T10:00:01Z, ''",
                "MARKETING, PT1M, -, ''",
                "MARKETING, PT168H, -, ''",
                "MARKETING, PT59S, -, spreadOver",
                "MARKETING, PT-2H, -, spreadOver",
                "MARKETING, PT168H1S, -, spreadOver",
                "SERVICE, PT2H, -, spreadOver",
                "MARKETING, -, 2026-11-27T10:00:00Z, uselessAfter",
                "MARKETING, PT2H, 2026-11-27T12:00:00Z, uselessAfter",
                "MARKETING, -, 2001-01-01T00:00:00Z, uselessAfter",
                "MARKETING, -, 2027-12-27T10:00:00Z, uselessAfter",
                "MARKETING, -, +999999999-12-31T00:00:00Z, uselessAfter"
            })
    void wrongTimesAreNamed(
            Purpose purpose, @Nullable Duration spreadOver, @Nullable Instant uselessAfter, String field) {
        assertThat(TimeValidation.problems(purpose, START, spreadOver, uselessAfter))
                .extracting(SendValidation.Problem::field)
                .isEqualTo(field.isEmpty() ? java.util.List.of() : java.util.List.of(field));
    }
}
