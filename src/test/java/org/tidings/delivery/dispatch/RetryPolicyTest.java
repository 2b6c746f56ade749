package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, PT5M", "2, PT15M", "3, PT45M", "4, PT2H15M", "5, PT6H45M"})
    void waitsLongerAfterEachAttempt(int attemptsMade, Duration wait) {
        assertThat(policy(6, 0).next(attemptsMade, NOW)).contains(NOW.plus(wait));
    }

    @ParameterizedTest
    @CsvSource({"0, PT5M", "0.5, PT5M30S", "1, PT6M"})
    void spreadsTheWaitAndNeverMakesItShorter(double random, Duration wait) {
        assertThat(policy(6, random).next(1, NOW)).contains(NOW.plus(wait));
    }

    @Test
    void givesUpWhenTheAllowedNumberOfAttemptsIsUsedUp() {
        assertThat(policy(6, 0.5).next(6, NOW)).isEmpty();
        assertThat(policy(6, 0.5).next(7, NOW)).isEmpty();
        assertThat(policy(1, 0.5).next(1, NOW)).isEmpty();
    }

    private static RetryPolicy policy(int attempts, double random) {
        return new RetryPolicy(attempts, Duration.ofMinutes(5), 3, () -> random);
    }
}
