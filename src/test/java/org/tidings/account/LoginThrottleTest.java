package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.account.LoginThrottle.Source;
import org.tidings.platform.time.TestClock;

@QuarkusTest
class LoginThrottleTest {

    @Inject
    LoginThrottle throttle;

    @Inject
    TestClock clock;

    /** Every test has networks and persons of its own, since the counters are kept. */
    private final String own = UUID.randomUUID().toString();

    private final Source annAtHome = stranger("ann", "home");

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void fewFailuresAreNotThrottled() {
        fail(5);
        assertThat(throttle.attempt(annAtHome)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void eachFurtherFailureDoublesTheWaitUpToFiveMinutes() {
        fail(5);
        Duration last = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            Duration wait = throttle.attempt(annAtHome);
            assertThat(wait).isGreaterThan(last.minusSeconds(1)).isLessThanOrEqualTo(LoginThrottle.LONGEST_WAIT);
            last = wait;
            clock.advance(wait.plusMillis(1));
            assertThat(throttle.attempt(annAtHome)).isZero();
        }
        assertThat(last).isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void strangerElsewhereDoesNotLockAPersonOut() {
        fail(5);
        assertThat(throttle.attempt(annAtHome)).isPositive();
        assertThat(throttle.attempt(stranger("ann", "elsewhere"))).isZero();
        assertThat(throttle.attempt(stranger("bob", "home"))).isZero();
    }

    @Test
    void knownDeviceHasACounterOfItsOwnInTheSameNetwork() {
        Source device = Source.knownDevice("tablet " + own);
        fail(5);
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.attempt(device)).isZero();
        }
        assertThat(throttle.attempt(device)).isPositive();
    }

    @Test
    void throttlesANetworkThatTriesManyEmailAddresses() {
        for (int i = 0; i < 30; i++) {
            assertThat(throttle.attempt(stranger("person " + i, "cellar"))).isZero();
        }
        assertThat(throttle.attempt(stranger("person 31", "cellar"))).isPositive();
    }

    @Test
    void successResetsFailures() {
        fail(5);
        throttle.succeeded(annAtHome);
        fail(5);
        assertThat(throttle.attempt(annAtHome)).isPositive();
    }

    @Test
    void failuresExpireAfterAnHour() {
        fail(5);
        clock.advance(Duration.ofMinutes(61));
        fail(5);
        clock.advance(Duration.ofMinutes(61));
        throttle.forgetOld();
        fail(5);
        assertThat(throttle.attempt(annAtHome)).isPositive();
    }

    private Source stranger(String email, String network) {
        return Source.stranger(email + own, network + own);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt(annAtHome)).isZero();
        }
    }
}
