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
    LimitedService limited;

    @Singleton
    static class LimitedService {
        final AtomicInteger atWork = new AtomicInteger();
        final AtomicInteger served = new AtomicInteger();
        final CountDownLatch goOn = new CountDownLatch(1);

        @ConcurrencyLimit
        void request() throws InterruptedException {
            atWork.incrementAndGet();
            goOn.await();
            atWork.decrementAndGet();
            served.incrementAndGet();
        }
    }

    @Test
    void limitsRunningRequestsAndRejectsExcessRequests() throws Exception {
        int accepted = ConcurrencyLimitFilter.MAX_RUNNING + ConcurrencyLimitFilter.MAX_WAITING;
        int tooMany = 20;
        List<Integer> refused = new CopyOnWriteArrayList<>();
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < accepted + tooMany; i++) {
                requests.add(clients.submit(() -> {
                    try {
                        limited.request();
                    } catch (ProblemException refusal) {
                        refused.add(refusal.problem().status());
                    }
                    return null;
                }));
            }
            await().untilAsserted(() -> assertThat(refused).hasSize(tooMany).containsOnly(503));
            assertThat(limited.atWork).hasValue(ConcurrencyLimitFilter.MAX_RUNNING);
            limited.goOn.countDown();
            for (Future<?> one : requests) {
                one.get(1, TimeUnit.MINUTES);
            }
            assertThat(limited.served).hasValue(accepted);
        } finally {
            clients.shutdownNow();
        }
    }
}
