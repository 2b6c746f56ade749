package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void windowOfAMinuteIsCountedForEachKey() {
        CallLimit limit = new CallLimit(2);
        assertThat(limit.count(1, NOW).limit()).isEqualTo("\"key\";r=1;t=60");
        assertThat(limit.count(1, NOW.plusSeconds(10)).limit()).isEqualTo("\"key\";r=0;t=50");
        CallLimit.Left third = limit.count(1, NOW.plusSeconds(59));
        assertThat(third.isExceeded()).isTrue();
        assertThat(third.limit()).isEqualTo("\"key\";r=0;t=1");
        assertThat(third.policy()).isEqualTo("\"key\";q=2;w=60");
        assertThat(limit.count(2, NOW.plusSeconds(59)).isExceeded()).isFalse();
        assertThat(limit.count(1, NOW.plusSeconds(60)).isExceeded()).isFalse();
    }

    @Test
    void secondsAreRoundedUpSoThatTheNextTryIsInTheNextWindow() {
        CallLimit limit = new CallLimit(1);
        limit.count(1, NOW);
        CallLimit.Left second = limit.count(1, NOW.plusMillis(10_400));
        assertThat(second.isExceeded()).isTrue();
        assertThat(second.seconds()).isEqualTo(50);
        assertThat(limit.count(1, NOW.plusMillis(10_400).plusSeconds(50)).isExceeded())
                .isFalse();
        assertThat(new CallLimit(1).count(1, NOW).seconds()).isEqualTo(60);
    }
}
