package org.tidings.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookRetriesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void delaysGrowToSixHoursAndEndAfterThreeDays() {
        HookRetries retries = new HookRetries(() -> 0);
        Instant end = START.plus(HookRetries.PATIENCE);
        List<Duration> delays = new ArrayList<>();
        Instant now = START;
        for (int attempt = 1; now.isBefore(end); attempt++) {
            Instant next = retries.next(now, attempt, end);
            delays.add(Duration.between(now, next));
            now = next;
        }

        assertThat(delays.subList(0, 8))
                .extracting(Duration::toSeconds)
                .containsExactly(10L, 30L, 90L, 270L, 810L, 2_430L, 7_290L, 21_600L);
        assertThat(delays).hasSizeBetween(18, 20);
        assertThat(now).isEqualTo(end);
    }

    @Test
    void upToAFifthIsAddedAtRandom() {
        Instant end = START.plus(HookRetries.PATIENCE);
        assertThat(new HookRetries(() -> 1).next(START, 1, end)).isEqualTo(START.plusSeconds(12));
        assertThat(new HookRetries(() -> 0.5).next(START, 1, end)).isEqualTo(START.plusSeconds(11));
    }

    @Test
    void receiverThatFailsIsTriedEveryFiveMinutes() {
        HookRetries retries = new HookRetries(() -> 0);
        assertThat(retries.restUntil(START, 1)).isEqualTo(START.plusSeconds(10));
        assertThat(retries.restUntil(START, 500)).isEqualTo(START.plusSeconds(300));
    }
}
