package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private Instant now = Instant.parse("2026-11-23T09:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final LoginThrottle throttle = new LoginThrottle(clock, 100);

    @Test
    void fewFailuresAreNotThrottled() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.attempt("ann", "home")).isZero();
        }
        assertThat(throttle.attempt("ann", "home")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void eachFurtherFailureDoublesTheWaitUpToFiveMinutes() {
        fail(5);
        Duration last = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            Duration wait = throttle.attempt("ann", "home");
            assertThat(wait).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(LoginThrottle.LONGEST_WAIT);
            last = wait;
            now = now.plus(wait);
            assertThat(throttle.attempt("ann", "home")).isZero();
        }
        assertThat(last).isEqualTo(LoginThrottle.LONGEST_WAIT);
    }

    @Test
    void throttlesPerEmailAddressFromAnyRemoteAddress() {
        fail(5);
        assertThat(throttle.attempt("ann", "elsewhere")).isPositive();
        assertThat(throttle.attempt("bob", "home")).isZero();
    }

    @Test
    void throttlesARemoteAddressThatTriesManyEmailAddresses() {
        for (int i = 0; i < 30; i++) {
            throttle.attempt("person " + i, "cellar");
        }
        assertThat(throttle.attempt("person 31", "cellar")).isPositive();
    }

    @Test
    void successResetsFailures() {
        fail(4);
        throttle.attempt("ann", "home");
        throttle.succeeded("ann", "home");
        fail(5);
        assertThat(throttle.attempt("ann", "home")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void failuresExpireAfterAnHour() {
        fail(5);
        now = now.plus(Duration.ofMinutes(61));
        throttle.forgetOld();
        fail(5);
        assertThat(throttle.attempt("ann", "home")).isEqualTo(Duration.ofSeconds(1));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt("ann", "home")).isZero();
        }
    }
}
