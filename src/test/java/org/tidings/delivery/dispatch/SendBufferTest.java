package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.tidings.delivery.dispatch.SampleMessages.claimed;
import static org.tidings.delivery.dispatch.SampleMessages.message;
import static org.tidings.delivery.dispatch.SampleMessages.queued;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.queue.Flow;

class SendBufferTest {

    private final SendBuffer buffer = new SendBuffer();
    private final ClaimedRange marketing = claimed(queued(1, 100), range -> {});
    private final ClaimedRange retries = claimed(queued(1, 100, Flow.RETRY), range -> {});
    private final ClaimedRange service = claimed(queued(1, 100, Flow.SERVICE), range -> {});
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void noticesComeFirstAndOthersInTheirOrder() {
        List<QueuedMessage> added = List.of(
                message(marketing, 1),
                message(service, 1),
                message(retries, 2),
                message(marketing, 3),
                message(service, 4));
        added.forEach(buffer::add);
        assertThat(buffer.size()).isEqualTo(5);

        List<QueuedMessage> polled = new ArrayList<>();
        for (QueuedMessage next = buffer.poll(); next != null; next = buffer.poll()) {
            polled.add(next);
        }

        assertThat(polled).containsExactly(added.get(1), added.get(4), added.get(0), added.get(2), added.get(3));
        assertThat(buffer.size()).isZero();
    }

    @Test
    void waitingThreadWakesWhenAMessageIsAdded() {
        AtomicInteger woken = new AtomicInteger();
        threads.execute(() -> {
            waitFor(1, TimeUnit.HOURS);
            woken.incrementAndGet();
        });
        // it may begin to wait before or after this
        buffer.add(message(marketing, 1));
        await().untilAtomic(woken, is(1));
    }

    @Test
    void asManyThreadsWakeAsThereAreMessages() {
        Set<QueuedMessage> taken = ConcurrentHashMap.newKeySet();
        for (int thread = 0; thread < 8; thread++) {
            threads.execute(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    waitFor(1, TimeUnit.HOURS);
                    QueuedMessage message = buffer.poll();
                    if (message != null) {
                        taken.add(message);
                    }
                }
            });
        }
        for (int round = 1; round <= 20; round++) {
            int expected = 5 * round;
            for (int seq = 5 * round - 4; seq <= expected; seq++) {
                buffer.add(message(marketing, seq));
            }
            await().until(() -> taken.size() == expected);
        }
    }

    @Test
    void waitEndsWithoutAMessageToo() throws InterruptedException {
        long begin = System.nanoTime();
        buffer.await(20, TimeUnit.MILLISECONDS);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void nobodyWaitsWhileThereIsAMessage() {
        buffer.add(message(marketing, 1));
        waitFor(1, TimeUnit.HOURS);
        assertThat(buffer.poll()).isNotNull();
    }

    private void waitFor(long time, TimeUnit unit) {
        try {
            buffer.await(time, unit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
