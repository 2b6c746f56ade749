package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.platform.web.FormErrors;

class SendTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59",
                "-999999999-01-01T00:00",
                "+1000000000-01-01T00:00",
                "+10000-07-01T12:00",
                "2026-02-30T10:00",
                ""
            })
    void impossibleTimeIsAnError(String typed) {
        for (String zone : new String[] {"Pacific/Auckland", "America/New_York", "UTC"}) {
            FormErrors errors = new FormErrors();
            SendTime.read(true, typed, ZoneId.of(zone), Instant.parse("2026-11-27T10:00:00Z"), errors);
            assertThat(errors.byField()).containsOnlyKeys("sendAt");
        }
    }
}
