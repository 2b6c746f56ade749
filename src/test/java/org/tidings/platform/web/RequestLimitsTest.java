package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.time.TestClock;

@QuarkusTest
class RequestLimitsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    RequestLimits limits;

    @Inject
    TestClock clock;

    private final String what = "test " + UlidCreator.getMonotonicUlid();

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void aPeriodBeginsWithTheFirstEvent() {
        assertThat(limits.allows(what, 2, HOUR)).isTrue();
        clock.advance(Duration.ofMinutes(59));
        assertThat(limits.allows(what, 2, HOUR)).isTrue();
        assertThat(limits.allows(what, 2, HOUR)).isFalse();
        assertThat(limits.allows(what + " of somebody else", 2, HOUR)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(limits.allows(what, 2, HOUR)).isTrue();
    }

    @Test
    void concurrentEventsDoNotExceedTheLimit() throws Exception {
        Callable<Boolean> event = () -> limits.allows(what, 5, HOUR);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int allowed = 0;
        try {
            for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(40, event))) {
                allowed += result.get() ? 1 : 0;
            }
        } finally {
            threads.shutdown();
        }
        assertThat(allowed).isEqualTo(5);
    }
}
