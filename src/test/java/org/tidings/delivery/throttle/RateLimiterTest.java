package org.tidings.delivery.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    @Test
    void withoutARateEverythingIsPermitted() {
        RateLimiter unlimited = new RateLimiter(Optional.empty());
        for (int i = 0; i < 10_000; i++) {
            assertThat(unlimited.tryAcquire()).isZero();
        }
    }

    @Test
    void nextPermitComesAfterTheIntervalAndItsWaitIsTold() {
        RateLimiter slow = new RateLimiter(Optional.of(0.1));
        assertThat(slow.tryAcquire()).isZero();
        assertThat(slow.tryAcquire()).isPositive().isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(10));
        assertThat(slow.tryAcquire()).as("asking takes no permit").isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void neverMorePermitsThanTheRate() {
        RateLimiter fast = new RateLimiter(Optional.of(1_000.0));
        long begin = System.nanoTime();
        int permits = 0;
        while (permits < 50) {
            permits += fast.tryAcquire() == 0 ? 1 : 0;
        }
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(49));
    }
}
