package org.tidings.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportHealthTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final TransportHealth health = new TransportHealth();

    @Test
    void allIsWellInTheBeginning() {
        assertThat(health.isInTrouble()).isFalse();
        assertThat(health.pause(NOW)).isZero();
        assertThat(health.succeeded()).isFalse();
    }

    @Test
    void waitDoublesWithEachTroubleUpToHalfAMinute() {
        List<Duration> waits = new ArrayList<>();
        Instant now = NOW;
        for (int i = 0; i < 9; i++) {
            health.failed("down", now);
            waits.add(health.pause(now));
            now = now.plus(health.pause(now));
        }

        assertThat(waits)
                .extracting(Duration::toMillis)
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void failuresOfMessagesThatWereOnTheirWayTogetherCountOnce() {
        for (int i = 0; i < 20; i++) {
            health.failed("down", NOW);
        }
        assertThat(health.pause(NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void mayBeTriedWhenTheWaitIsOverAndIsStillInTroubleThen() {
        health.failed("down", NOW);
        Instant over = NOW.plusMillis(250);

        assertThat(health.pause(over)).isZero();
        assertThat(health.isInTrouble()).isTrue();
        assertThat(health.mayProbe(over)).isTrue();
    }

    @Test
    void oneSuccessEndsTheTroubleAndTheNextBeginsSmall() {
        health.failed("down", NOW);
        health.failed("down", NOW.plusSeconds(1));

        assertThat(health.succeeded()).isTrue();
        assertThat(health.succeeded()).isFalse();
        assertThat(health.isInTrouble()).isFalse();
        assertThat(health.pause(NOW.plusSeconds(1))).isZero();

        health.failed("down", NOW.plusSeconds(2));
        assertThat(health.pause(NOW.plusSeconds(2))).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void refusalsBetweenAcceptancesAreAReceivingDomains() {
        for (long recipient = 0; recipient < 100; recipient++) {
            assertThat(health.refused(recipient, "closing", NOW)).isFalse();
            if (recipient % 10 == 0) {
                health.succeeded();
            }
        }
        assertThat(health.isInTrouble()).isFalse();
        assertThat(health.pause(NOW)).isZero();
    }

    @Test
    void manyRefusalsInARowAreTheRelays() {
        for (long recipient = 1; recipient < 20; recipient++) {
            assertThat(health.refused(recipient, "closing", NOW)).isFalse();
        }
        assertThat(health.refused(20, "closing", NOW)).isTrue();
        assertThat(health.isInTrouble()).isTrue();
        assertThat(health.refused(21, "closing", NOW)).isFalse();
        assertThat(health.pause(NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void secondRefusalOfTheSameWithoutAnAcceptanceBetweenIsTheRelays() {
        assertThat(health.refused(1, "closing", NOW)).isFalse();
        assertThat(health.refused(1, "closing", NOW)).isTrue();
        assertThat(health.isInTrouble()).isTrue();
    }

    @Test
    void askingForLessMailIsARestAndTroubleOnlyWhereNothingIsAcceptedInBetween() {
        assertThat(health.throttled(1, "slowly", NOW)).isFalse();
        assertThat(health.isInTrouble()).isFalse();
        assertThat(health.pause(NOW)).isEqualTo(Duration.ofSeconds(1));

        health.succeeded();
        assertThat(health.throttled(1, "slowly", NOW.plusSeconds(1))).isFalse();
        assertThat(health.throttled(1, "slowly", NOW.plusSeconds(2))).isTrue();
        assertThat(health.trouble()).isEqualTo(new TransportHealth.Trouble("slowly", NOW.plusSeconds(2)));
    }

    @Test
    void onlyOneMessageAtATimeFindsOutWhetherTheTroubleIsOver() {
        health.failed("down", NOW);
        Instant over = NOW.plusMillis(250);
        assertThat(health.mayProbe(NOW)).isFalse();
        assertThat(health.mayProbe(over)).isTrue();
        assertThat(health.mayProbe(over)).isFalse();
        assertThat(health.pause(over)).isPositive();

        health.probeEnded();
        assertThat(health.mayProbe(over)).isTrue();
    }
}
