package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalendarFileTest {

    private static final Instant WRITTEN = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void timesAreThoseOfTheAccountInUtc() {
        assertThat(file("", "16:00", "18:00"))
                .startsWith("BEGIN:VCALENDAR\r\n")
                .endsWith("END:VCALENDAR\r\n")
                .contains(
                        "\r\nMETHOD:PUBLISH\r\n",
                        "\r\nUID:1@mail.example\r\n",
                        "\r\nDTSTAMP:20261127T100000Z\r\n",
                        "\r\nDTSTART:20261212T150000Z\r\n",
                        "\r\nDTEND:20261212T170000Z\r\n");
    }

    @Test
    void eventMayEndAfterMidnight() {
        assertThat(file("", "20:00", "02:00"))
                .contains("\r\nDTSTART:20261212T190000Z\r\n", "\r\nDTEND:20261213T010000Z\r\n");
    }

    @Test
    void eventWithoutTimeLastsTheWholeDay() {
        assertThat(file("", "", ""))
                .contains("\r\nDTSTART;VALUE=DATE:20261212\r\n")
                .doesNotContain("DTEND");
    }

    @Test
    void eventMayLastSeveralDays() {
        assertThat(file("2026-12-14", "16:00", "12:00"))
                .contains("\r\nDTSTART:20261212T150000Z\r\n", "\r\nDTEND:20261214T110000Z\r\n");
        assertThat(file("2026-12-14", "16:00", "")).contains("\r\nDTEND:20261214T230000Z\r\n");
        assertThat(file("2026-12-14", "", ""))
                .contains("\r\nDTSTART;VALUE=DATE:20261212\r\n", "\r\nDTEND;VALUE=DATE:20261215\r\n");
    }

    @Test
    void textIsEscapedAndLongLinesAreFolded() {
        String file = file("", "16:00", "");
        assertThat(file).contains("SUMMARY:Recital\\; spring\\, all", "Bring friends.\\nDoors");
        assertThat(file.lines())
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    }

    @Test
    void eventWithoutADateHasNoFile() {
        Block.Event event = new Block.Event("Recital", "soon", "", "16:00", "", "", "");
        assertThat(CalendarFile.of(event, "1@mail.example", ZoneId.of("Europe/Oslo"), WRITTEN))
                .isEmpty();
    }

    private static String file(String lastDate, String time, String until) {
        Block.Event event = new Block.Event(
                "Recital; spring, all",
                "2026-12-12",
                lastDate,
                time,
                until,
                "Main hall, ground floor",
                "Bring friends.\nDoors open half an hour before, and there is room for families with prams.");
        byte[] content = CalendarFile.of(event, "1@mail.example", ZoneId.of("Europe/Oslo"), WRITTEN)
                .orElseThrow();
        return new String(Arrays.copyOf(content, content.length), StandardCharsets.UTF_8);
    }
}
