package org.tidings.delivery.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DomainThrottleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SLOW = "slow.example";
    private static final String BUSY = "busy.example";
    private static final long BLAST = 1;
    private static final long OTHER_BLAST = 2;

    private final DomainThrottle throttle = new DomainThrottle(Map.of("Slow.example", 2.0), () -> 0);

    @Test
    void configuredDomainIsSentToAtItsRate() {
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        assertThat(throttle.tryAcquire(SLOW, NOW)).isFalse();
        assertThat(throttle.tryAcquire(SLOW, NOW.plusMillis(499))).isFalse();
        assertThat(throttle.tryAcquire(SLOW, NOW.plusMillis(500))).isTrue();
        assertNotSlowed("other.example");
    }

    @Test
    void messagesThatWaitReserveTimeBehindEachOther() {
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        assertThat(throttle.reserve(SLOW, BLAST, 3, NOW)).isEqualTo(NOW.plusMillis(500));
        assertThat(throttle.reserve(SLOW, BLAST, 1, NOW)).isEqualTo(NOW.plusMillis(2_000));
    }

    @Test
    void whatWasNotNeededIsNotCaughtUp() {
        for (Instant quiet : List.of(NOW, NOW.plusSeconds(20), NOW.plusSeconds(60))) {
            assertThat(throttle.tryAcquire(SLOW, quiet)).isTrue();
            assertThat(throttle.tryAcquire(SLOW, quiet)).isFalse();
        }
    }

    @Test
    void reservationsThatAreUsedLateAreCaughtUpForASecond() {
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        throttle.reserve(SLOW, BLAST, 10, NOW);
        Instant late = NOW.plusSeconds(5).plusMillis(700);
        assertThat(throttle.tryAcquire(SLOW, late)).isTrue();
        assertThat(throttle.tryAcquire(SLOW, late)).isTrue();
        assertThat(throttle.tryAcquire(SLOW, late)).isTrue();
        assertThat(throttle.tryAcquire(SLOW, late)).isFalse();
    }

    @Test
    void longQueueReservesAllTheTimeThatItNeedsHoweverFarAway() {
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        throttle.reserve(SLOW, BLAST, 100_000, NOW);
        assertThat(throttle.reserve(SLOW, BLAST, 1, NOW))
                .isEqualTo(NOW.plusSeconds(50_000).plusMillis(500));
    }

    @Test
    void smallNoticeDoesNotQueueBehindABigNewsletter() {
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        throttle.reserve(SLOW, BLAST, 10_000, NOW);
        assertThat(throttle.reserve(SLOW, OTHER_BLAST, 1, NOW)).isEqualTo(NOW.plusMillis(500));
    }

    @Test
    void reservationThatFoundNoPermitIsTriedAgainAfterASecondOrTheNextPermit() {
        assertThat(throttle.again(SLOW, NOW)).isEqualTo(NOW.plusSeconds(1));
        slowDownAsFarAsPossible();
        assertThat(throttle.again(BUSY, NOW)).isEqualTo(NOW.plusSeconds(5));
        assertThat(throttle.again("other.example", NOW)).isEqualTo(NOW);
    }

    @Test
    void waitsAreSpreadByATenthAndNeverShorter() {
        DomainThrottle latest = new DomainThrottle(Map.of(SLOW, 2.0), () -> 1);
        assertThat(latest.again(SLOW, NOW)).isEqualTo(NOW.plusMillis(1_100));
    }

    @Test
    void unlimitedDomainNeedsNoReservation() {
        assertThat(throttle.reserve("other.example", BLAST, 100_000, NOW)).isEqualTo(NOW);
    }

    @Test
    void fewDeferralsSlowNobody() {
        defer(BUSY, 4, NOW);
        assertNotSlowed(BUSY);
    }

    @Test
    void acceptancesOutweighDeferrals() {
        for (int i = 0; i < 1000; i++) {
            throttle.accepted(BUSY);
            throttle.deferred(BUSY, NOW);
        }
        assertNotSlowed(BUSY);
    }

    @Test
    void deferralsOfSeveralMinutesDoNotAddUp() {
        for (int minute = 0; minute < 100; minute += 2) {
            defer(BUSY, 2, NOW.plus(Duration.ofMinutes(minute)));
        }
        assertNotSlowed(BUSY);
    }

    @Test
    void deferringDomainIsSlowedWithoutTheOthers() {
        defer(BUSY, 5, NOW);
        assertThat(throttle.tryAcquire(BUSY, NOW)).isTrue();
        assertThat(throttle.tryAcquire(BUSY, NOW)).isFalse();
        assertThat(throttle.reserve(BUSY, BLAST, 1, NOW)).isEqualTo(NOW.plusMillis(100));
        assertNotSlowed("other.example");
    }

    @Test
    void answersToWhatWasOnItsWayDoNotSlowTheDomainTwice() {
        defer(BUSY, 100, NOW);
        assertThat(throttle.tryAcquire(BUSY, NOW)).isTrue();
        assertThat(throttle.tryAcquire(BUSY, NOW.plusMillis(100))).isTrue();
    }

    @Test
    void nobodyIsPutOffForLongBehindADomainThatMayRecover() {
        defer(BUSY, 5, NOW);
        for (int i = 0; i < 1_000; i++) {
            assertThat(throttle.reserve(BUSY, BLAST, 100, NOW)).isBeforeOrEqualTo(NOW.plus(Duration.ofMinutes(15)));
        }
    }

    @Test
    void acceptancesBringTheSpeedBack() {
        defer(BUSY, 5, NOW);
        for (int i = 0; i < 20_000; i++) {
            throttle.accepted(BUSY);
        }
        assertNotSlowed(BUSY);
    }

    @Test
    void acceptancesNeverExceedTheConfiguredRate() {
        for (int i = 0; i < 20_000; i++) {
            throttle.accepted(SLOW);
        }
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        assertThat(throttle.tryAcquire(SLOW, NOW.plusMillis(499))).isFalse();
    }

    @Test
    void slowingStopsAtAMessageInFiveSeconds() {
        slowDownAsFarAsPossible();
        Instant after = NOW.plusSeconds(200);
        assertThat(throttle.tryAcquire(BUSY, after)).isTrue();
        assertThat(throttle.tryAcquire(BUSY, after.plusMillis(4_999))).isFalse();
        assertThat(throttle.tryAcquire(BUSY, after.plusMillis(5_000))).isTrue();
    }

    @Test
    void oldDeferralsAreForgotten() {
        defer(BUSY, 5, NOW);
        Instant later = NOW.plus(Duration.ofMinutes(61));
        for (int i = 0; i < 1000; i++) {
            assertThat(throttle.tryAcquire(BUSY, later)).isTrue();
        }
    }

    @Test
    void deferralsThatWereTheRelaysAreForgotten() {
        defer(BUSY, 5, NOW);
        throttle.forgetDeferrals();
        assertNotSlowed(BUSY);
        assertThat(throttle.tryAcquire(SLOW, NOW)).isTrue();
        assertThat(throttle.tryAcquire(SLOW, NOW)).isFalse();
    }

    @Test
    void remembersAThousandDomainsAndTheConfiguredOnes() {
        for (int i = 0; i < 5000; i++) {
            throttle.deferred("d" + i + ".example", NOW);
        }
        assertThat(throttle.size()).isEqualTo(1001);
    }

    @Test
    void withoutConfiguredRatesADomainIsSlowedWhenItDefers() {
        DomainThrottle unconfigured = new DomainThrottle(Map.of(), () -> 0);
        assertThat(unconfigured.tryAcquire(BUSY, NOW)).isTrue();
        for (int i = 0; i < 5; i++) {
            unconfigured.deferred(BUSY, NOW);
        }
        assertThat(unconfigured.tryAcquire(BUSY, NOW)).isTrue();
        assertThat(unconfigured.tryAcquire(BUSY, NOW)).isFalse();
    }

    private void assertNotSlowed(String domain) {
        for (int i = 0; i < 1000; i++) {
            assertThat(throttle.tryAcquire(domain, NOW)).isTrue();
        }
    }

    private void defer(String domain, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            throttle.deferred(domain, at);
        }
    }

    private void slowDownAsFarAsPossible() {
        for (int second = 0; second < 100; second += 2) {
            defer(BUSY, 10, NOW.plusSeconds(second));
        }
    }
}
