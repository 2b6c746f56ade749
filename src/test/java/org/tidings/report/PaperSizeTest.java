package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperSizeTest {

    @ParameterizedTest
    @CsvSource({
        "America/New_York, LETTER",
        "America/Vancouver, LETTER",
        "America/Mexico_City, LETTER",
        "Asia/Manila, LETTER",
        "America/Sao_Paulo, A4",
        "Europe/Oslo, A4",
        "Asia/Tokyo, A4",
        "Australia/Sydney, A4",
        "UTC, A4",
        "Etc/GMT+5, A4"
    })
    void isThatOfTheCountryOfTheTimeZone(String zone, PaperSize expected) {
        assertThat(PaperSize.in(ZoneId.of(zone))).isEqualTo(expected);
    }
}
