package org.tidings.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private final TimeLeft timeLeft = new TimeLeft();

    @Test
    void noEstimateInTheFirstSeconds() {
        assertThat(timeLeft.record(1, 0, 400, START)).isEmpty();
        assertThat(timeLeft.record(1, 50, 400, START.plusSeconds(2))).isEmpty();
    }

    @Test
    void usesTheRateOfTheLastMinute() {
        timeLeft.record(1, 0, 400, START);
        assertThat(timeLeft.record(1, 100, 400, START.plusSeconds(10))).contains(Duration.ofSeconds(30));
        timeLeft.record(1, 110, 400, START.plusSeconds(65));
        assertThat(timeLeft.record(1, 120, 400, START.plusSeconds(75))).contains(Duration.ofSeconds(280));
    }

    @Test
    void noEstimateWithoutProgress() {
        timeLeft.record(1, 10, 400, START);
        assertThat(timeLeft.record(1, 10, 400, START.plusSeconds(30))).isEmpty();
    }

    @Test
    void tasksAreIndependent() {
        timeLeft.record(1, 0, 400, START);
        assertThat(timeLeft.record(2, 300, 400, START.plusSeconds(10))).isEmpty();
    }

    @Test
    void formatsRoundNumbers() {
        assertThat(TimeLeft.text(Duration.ofSeconds(20))).isEqualTo("less than a minute left");
        assertThat(TimeLeft.text(Duration.ofSeconds(50))).isEqualTo("about 1 min left");
        assertThat(TimeLeft.text(Duration.ofMinutes(12))).isEqualTo("about 12 min left");
        assertThat(TimeLeft.text(Duration.ofMinutes(130))).isEqualTo("about 2 hours left");
    }
}
