package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DomainThrottleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long BLAST = 1;
    private static final long OTHER_BLAST = 2;

    private final DomainThrottle pace = new DomainThrottle(Map.of("Slow.example", 2.0), () -> 0);

    @Test
    void configuredDomainQueuesItsRecipientsOneTurnEach() {
        useTurns("a@slow.example");
        Instant first = putOff("c@slow.example", NOW);
        Instant second = putOff("d@slow.example", NOW);
        assertThat(Duration.between(first, second)).isEqualTo(Duration.ofMillis(500));
        assertThat(putOff("b@slow.example", first)).isNull();
    }

    @Test
    void whatWasNotNeededIsNotCaughtUp() {
        for (Instant quiet : List.of(NOW, NOW.plusSeconds(20), NOW.plusSeconds(60))) {
            assertThat(putOff("a@slow.example", quiet)).isNull();
            assertThat(putOff("b@slow.example", quiet)).isAfter(quiet);
        }
    }

    @Test
    void aLateDispatcherCatchesUp() {
        useTurns("a@slow.example");
        Instant last = NOW;
        for (int i = 0; i < 10; i++) {
            last = Objects.requireNonNull(putOff("b@slow.example", NOW));
        }
        Instant late = last.plusMillis(700);
        assertThat(putOff("b@slow.example", late)).isNull();
        assertThat(putOff("b@slow.example", late)).isNull();
        assertThat(putOff("b@slow.example", late)).isNull();
        assertThat(putOff("b@slow.example", late)).isNotNull();
    }

    @Test
    void longQueueGivesEachRecipientOneTurnHoweverFarAway() {
        useTurns("a@slow.example");
        Instant last = NOW;
        for (int i = 0; i < 100_000; i++) {
            last = putOff("b@slow.example", NOW);
        }
        assertThat(Duration.between(NOW, last)).isBetween(Duration.ofSeconds(49_990), Duration.ofSeconds(50_010));
    }

    @Test
    void smallNoticeDoesNotQueueBehindABigNewsletter() {
        useTurns("a@slow.example");
        for (int i = 0; i < 10_000; i++) {
            pace.putOff("b@slow.example", BLAST, NOW);
        }
        assertThat(pace.putOff("c@slow.example", OTHER_BLAST, NOW)).isBefore(NOW.plusSeconds(1));
    }

    @Test
    void fewDeferralsSlowNobody() {
        defer("busy.example", 4, NOW);
        assertNotSlowed("a@busy.example");
    }

    @Test
    void acceptancesOutweighDeferrals() {
        for (int i = 0; i < 1000; i++) {
            pace.accepted("a@busy.example");
            pace.deferred("b@busy.example", NOW);
        }
        assertNotSlowed("a@busy.example");
    }

    @Test
    void deferralsOfSeveralMinutesDoNotAddUp() {
        for (int minute = 0; minute < 100; minute += 2) {
            defer("busy.example", 2, NOW.plus(Duration.ofMinutes(minute)));
        }
        assertNotSlowed("a@busy.example");
    }

    @Test
    void deferringDomainIsSlowedWithoutTheOthers() {
        defer("busy.example", 5, NOW);
        assertThat(putOff("a@busy.example", NOW)).isNull();
        assertThat(putOff("b@BUSY.example", NOW)).isEqualTo(NOW.plusMillis(100));
        assertNotSlowed("b@other.example");
    }

    @Test
    void nobodyIsPutOffForLongBehindADomainThatMayRecover() {
        defer("busy.example", 5, NOW);
        for (int i = 0; i < 100_000; i++) {
            Instant turn = putOff("a@busy.example", NOW);
            assertThat(turn == null ? NOW : turn).isBefore(NOW.plus(Duration.ofMinutes(16)));
        }
    }

    @Test
    void acceptancesBringTheSpeedBack() {
        defer("busy.example", 5, NOW);
        for (int i = 0; i < 20_000; i++) {
            pace.accepted("a@busy.example");
        }
        assertNotSlowed("a@busy.example");
    }

    @Test
    void slowingStopsAtAMessageInFiveSeconds() {
        for (int second = 0; second < 100; second += 2) {
            defer("busy.example", 10, NOW.plusSeconds(second));
        }
        Instant after = NOW.plusSeconds(200);
        assertThat(putOff("a@busy.example", after)).isNull();
        putOff("a@busy.example", after); // what was missed lately may be caught up
        Instant first = putOff("a@busy.example", after);
        Instant second = putOff("a@busy.example", after);
        assertThat(Duration.between(first, second)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void oldDeferralsAreForgotten() {
        defer("busy.example", 5, NOW);
        Instant later = NOW.plus(Duration.ofMinutes(61));
        for (int i = 0; i < 1000; i++) {
            assertThat(putOff("a@busy.example", later)).isNull();
        }
    }

    @Test
    void deferralsThatWereTheRelaysAreForgotten() {
        defer("busy.example", 5, NOW);
        pace.forgetDeferrals();
        assertNotSlowed("a@busy.example");
    }

    @Test
    void remembersAThousandDomainsAndTheConfiguredOnes() {
        for (int i = 0; i < 5000; i++) {
            pace.deferred("a@d" + i + ".example", NOW);
        }
        assertThat(pace.size()).isEqualTo(1001);
    }

    private @Nullable Instant putOff(String email, Instant now) {
        return pace.putOff(email, BLAST, now);
    }

    private void useTurns(String email) {
        assertThat(putOff(email, NOW)).isNull();
    }

    private void assertNotSlowed(String email) {
        for (int i = 0; i < 1000; i++) {
            assertThat(putOff(email, NOW)).isNull();
        }
    }

    private void defer(String domain, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            pace.deferred("a@" + domain, at);
        }
    }
}
