package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DomainPaceTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DomainPace pace = new DomainPace(Map.of("Slow.example", 2.0));

    @Test
    void configuredDomainQueuesItsRecipientsOneTurnEach() {
        assertThat(pace.putOff("a@slow.example", NOW)).isNull();
        assertThat(pace.putOff("b@slow.example", NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(pace.putOff("c@slow.example", NOW)).isEqualTo(NOW.plusMillis(1500));
        assertThat(pace.putOff("b@slow.example", NOW.plusSeconds(1))).isNull();
    }

    @Test
    void fewDeferralsSlowNobody() {
        defer(4);
        for (int i = 0; i < 1000; i++) {
            assertThat(pace.putOff("a@busy.example", NOW)).isNull();
        }
    }

    @Test
    void deferringDomainIsSlowedWithoutTheOthers() {
        defer(5);
        assertThat(pace.putOff("a@busy.example", NOW)).isNull();
        assertThat(pace.putOff("b@busy.example", NOW)).isAfter(NOW);
        assertThat(pace.putOff("b@other.example", NOW)).isNull();
    }

    @Test
    void acceptancesBringTheSpeedBack() {
        defer(5);
        for (int i = 0; i < 20_000; i++) {
            pace.accepted("a@busy.example");
        }
        assertThat(pace.putOff("a@busy.example", NOW)).isNull();
        assertThat(pace.putOff("b@busy.example", NOW)).isNull();
    }

    @Test
    void idleDomainsAreForgotten() {
        for (int i = 0; i < 100; i++) {
            pace.deferred("a@d" + i + ".example", NOW);
        }
        pace.deferred("a@last.example", NOW.plusSeconds(61));
        assertThat(pace.size()).isEqualTo(1);
    }

    private void defer(int times) {
        for (int i = 0; i < times; i++) {
            pace.deferred("a@busy.example", NOW);
        }
    }
}
