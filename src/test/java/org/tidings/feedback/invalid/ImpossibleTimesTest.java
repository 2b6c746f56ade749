package org.tidings.feedback.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.platform.web.ProblemException;

/** Times that Java can express and the database cannot. */
class ImpossibleTimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "yesterday",
                ""
            })
    void noImportHappenedThen(String since) {
        assertThatThrownBy(() -> InvalidFilesPage.instant(since)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void timeOfAnImportIsRead() {
        assertThat(InvalidFilesPage.instant("2026-11-27T10:00:00.123456Z"))
                .isEqualTo(Instant.parse("2026-11-27T10:00:00.123456Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 253_402_300_800_000_000L})
    void noPageStartsThen(long micros) {
        String cursor = Base64.getUrlEncoder().encodeToString((micros + " 1").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ListCursor.parse(cursor)).isInstanceOf(ProblemException.class);
    }

    @Test
    void cursorIsReadBack() {
        ListCursor cursor = new ListCursor(Instant.parse("2026-11-27T10:00:00.123456Z"), 7);
        assertThat(ListCursor.parse(cursor.toString())).isEqualTo(cursor);
    }
}
