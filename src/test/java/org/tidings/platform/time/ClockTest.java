package org.tidings.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClockTest {
    @Inject
    Clock clock;

    @Inject
    TestClock testClock;

    @AfterEach
    void backToRealTime() {
        testClock.reset();
    }

    @Test
    void tellsUtcInMicrosecondsAsTheDatabaseKeepsIt() {
        for (var each : new Clock[] {clock, new ClockProducer().clock()}) {
            var now = each.instant();
            assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
            assertThat(each.getZone()).isEqualTo(ZoneOffset.UTC);
        }
    }

    @Test
    void testsMoveTheApplicationsClock() {
        testClock.advance(Duration.ofDays(60));
        assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofDays(59)));

        testClock.reset();
        assertThat(clock.instant()).isBefore(Instant.now().plusSeconds(1));
    }
}
