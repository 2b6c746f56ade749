package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.platform.web.FormErrors;

class SendTimeTest {

    private static final Instant NOW = Instant.parse("2026-09-27T10:00:00Z");
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private final FormErrors errors = new FormErrors();

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
            FormErrors found = new FormErrors();
            SendTime.read(later(typed, ""), ZoneId.of(zone), NOW, found);
            assertThat(found.byField()).containsOnlyKeys("sendAt");
        }
    }

    @Test
    void timeIsThatOfTheAccountsZone() {
        SendTime time = read("2026-10-01T12:30", "");
        assertThat(time.at()).contains(Instant.parse("2026-10-01T10:30:00Z"));
        assertThat(time.named(OSLO)).isEqualTo("1 Oct 2026, 12:30 CEST");
        assertThat(time.remark()).isEmpty();
        assertThat(errors.isEmpty()).isTrue();
    }

    @Test
    void timeThatDoesNotExistIsMovedForwardWhichIsSaid() {
        SendTime time = read("2027-03-28T02:30", "");
        assertThat(time.at()).contains(Instant.parse("2027-03-28T01:30:00Z"));
        assertThat(time.named(OSLO)).isEqualTo("28 Mar 2027, 03:30 CEST");
        assertThat(time.remark())
                .isEqualTo("The clocks go forward on 28 Mar 2027, so there is no 02:30. It will be sent at 03:30.");
        assertThat(errors.isEmpty()).isTrue();
    }

    @Test
    void timeThatOccursTwiceIsAsked() {
        read("2026-10-25T02:30", "");
        assertThat(errors.byField())
                .containsEntry(
                        "sendAt",
                        "The clocks go back on 25 Oct 2026, so 02:30 occurs twice. Choose which one you mean.");
        assertThat(SendTime.occurrences("2026-10-25T02:30", "", OSLO))
                .extracting(SendTime.Occurrence::label)
                .containsExactly("02:30 CEST, the first time", "02:30 CET, the second time");
    }

    @ParameterizedTest
    @CsvSource({"+02:00, 2026-10-25T00:30:00Z", "+01:00, 2026-10-25T01:30:00Z"})
    void eachOfTheTwoCanBeChosen(String offset, Instant expected) {
        assertThat(read("2026-10-25T02:30", offset).at()).contains(expected);
        assertThat(errors.isEmpty()).isTrue();
        SendForm proposed = SendForm.at(expected, OSLO);
        assertThat(proposed.sendAt).isEqualTo("2026-10-25T02:30");
        assertThat(proposed.offset).isEqualTo(offset);
    }

    @Test
    void offsetOfAnotherTimeChoosesNothing() {
        assertThat(read("2026-10-01T12:30", "+01:00").at()).contains(Instant.parse("2026-10-01T10:30:00Z"));
        assertThat(errors.isEmpty()).isTrue();
        read("2026-10-25T02:30", "+09:00");
        assertThat(errors.byField()).containsOnlyKeys("sendAt");
    }

    private SendTime read(String typed, String offset) {
        return SendTime.read(later(typed, offset), OSLO, NOW, errors);
    }

    private static SendForm later(String typed, String offset) {
        SendForm form = new SendForm();
        form.when = "later";
        form.sendAt = typed;
        form.offset = offset;
        return form;
    }
}
