package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTest {

    /** The key of the test vectors. */
    private static final String KEY =
            HexFormat.of().formatHex("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** RFC 6238, appendix B, the last six of eight digits. */
    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037"})
    void codesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(OneTimeCodes.code(KEY, seconds / 30)).isEqualTo(code);
        assertThat(OneTimeCodes.stepOf(KEY, code, Instant.ofEpochSecond(seconds)))
                .hasValue(seconds / 30);
    }

    @Test
    void neighbouringCodesAreAcceptedAndOthersAreNot() {
        Instant now = Instant.ofEpochSecond(1_234_567_890);
        long step = 1_234_567_890 / 30;
        for (int offset = -2; offset <= 2; offset++) {
            String code = OneTimeCodes.code(KEY, step + offset);
            assertThat(OneTimeCodes.stepOf(KEY, code, now).isPresent()).isEqualTo(Math.abs(offset) <= 1);
        }
        assertThat(OneTimeCodes.stepOf(KEY, "", now)).isEmpty();
        assertThat(OneTimeCodes.stepOf(KEY, "00592", now)).isEmpty();
        assertThat(OneTimeCodes.stepOf(KEY, " 005 924 ", now)).hasValue(step);
    }

    @Test
    void keyIsReadableAndInTheAddress() {
        assertThat(OneTimeCodes.readable(KEY)).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assertThat(OneTimeCodes.uri(KEY, "d+r@riverside.example"))
                .isEqualTo("otpauth://totp/Tidings:d%2Br%40riverside.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Tidings");
        assertThat(OneTimeCodes.newKey()).hasSize(40).isNotEqualTo(OneTimeCodes.newKey());
    }

    @Test
    void qrCodeHasAWhiteBorder() {
        QrImage.Drawing image = QrImage.of(OneTimeCodes.uri(KEY, "dana@riverside.example"));
        assertThat(image.size()).isBetween(45, 65);
        assertThat(image.path()).startsWith("M4 4h1v1h-1z").doesNotContain("M3 ");
    }
}
