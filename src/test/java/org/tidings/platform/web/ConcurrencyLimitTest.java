package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrencyLimitTest {

    @Inject
    Popular popular;

    @Singleton
    static class Popular {
        final AtomicInteger atWork = new AtomicInteger();
        final AtomicInteger served = new AtomicInteger();
        final CountDownLatch goOn = new CountDownLatch(1);

        @ConcurrencyLimit
        void ask() throws InterruptedException {
            atWork.incrementAndGet();
            goOn.await();
            atWork.decrementAndGet();
            served.incrementAndGet();
        }
    }

    @Test
    void aStormIsServedByAHandfulAndWhatIsTooMuchIsToldToComeAgain() throws Exception {
        int accepted = ConcurrencyLimitFilter.AT_WORK + ConcurrencyLimitFilter.WAITING;
        int tooMany = 20;
        List<Integer> refused = new CopyOnWriteArrayList<>();
        ExecutorService visitors = Executors.newCachedThreadPool();
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < accepted + tooMany; i++) {
                asked.add(visitors.submit(() -> {
                    try {
                        popular.ask();
                    } catch (ProblemException refusal) {
                        refused.add(refusal.problem().status());
                    }
                    return null;
                }));
            }
            await().untilAsserted(() -> assertThat(refused).hasSize(tooMany).containsOnly(503));
            assertThat(popular.atWork).hasValue(ConcurrencyLimitFilter.AT_WORK);
            popular.goOn.countDown();
            for (Future<?> one : asked) {
                one.get(1, TimeUnit.MINUTES);
            }
            assertThat(popular.served).hasValue(accepted);
        } finally {
            visitors.shutdownNow();
        }
    }
}
