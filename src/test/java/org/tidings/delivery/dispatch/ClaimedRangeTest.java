package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.delivery.dispatch.SampleMessages.LEASE;
import static org.tidings.delivery.dispatch.SampleMessages.queued;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidings.queue.SeqRange;
import org.tidings.recipient.RecipientKey;

class ClaimedRangeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    /** The monotonic clock may have any value, and pass the greatest. */
    private static final long CLAIMED = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

    private final AtomicInteger completed = new AtomicInteger();

    @Test
    void isValidUntilTheLookAtTheBlastIsTooOld() {
        ClaimedRange range = range(1);
        assertThat(range.isValid(CLAIMED)).isTrue();
        assertThat(range.isValid(after(Duration.ofMillis(899)))).isTrue();
        assertThat(range.isValid(after(Duration.ofMillis(900)))).isFalse();

        range.checked(after(Duration.ofMillis(600)));
        assertThat(range.isValid(after(Duration.ofMillis(1_499)))).isTrue();
        assertThat(range.isValid(after(Duration.ofMillis(1_500)))).isFalse();
    }

    @Test
    void isValidDuringFiveSixthsOfItsLease() {
        ClaimedRange range = range(1);
        Duration margin = LEASE.dividedBy(6);
        range.checked(after(LEASE));
        assertThat(range.isValid(after(LEASE.minus(margin).minusMillis(1)))).isTrue();
        assertThat(range.isValid(after(LEASE.minus(margin)))).isFalse();

        range.renewed(after(Duration.ofSeconds(30)));
        assertThat(range.isValid(after(LEASE))).isTrue();
    }

    @Test
    void isToBeRenewedWhenHalfOfTheLeaseIsSpent() {
        ClaimedRange range = range(1);
        Duration half = LEASE.dividedBy(2);
        assertThat(range.isToBeRenewed(after(half.minusMillis(1)))).isFalse();
        assertThat(range.isToBeRenewed(after(half.plusMillis(1)))).isTrue();

        range.renewed(after(half.plusMillis(1)));
        assertThat(range.isToBeRenewed(after(half.plusMillis(2)))).isFalse();
    }

    @Test
    void isNeverValidAgainOnceItIsStopped() {
        ClaimedRange range = range(1);
        range.stop();
        range.checked(CLAIMED);
        range.renewed(CLAIMED);
        assertThat(range.isValid(CLAIMED)).isFalse();
    }

    @Test
    void completesWhenTheLastMessageHasItsResultWhateverThatIs() {
        ClaimedRange range = range(3);
        range.recorded();
        range.giveBack(NOW);
        assertThat(completed).hasValue(0);
        range.holdBack("x.example", 3);
        assertThat(completed).hasValue(1);
    }

    @Test
    void completesExactlyOnceWhenManyThreadsRecord() throws InterruptedException {
        int messages = 10_000;
        ClaimedRange range = range(messages);
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            int first = thread;
            threads.execute(() -> {
                await(together);
                for (int seq = first; seq < messages; seq += 4) {
                    switch (seq % 3) {
                        case 0 -> range.recorded();
                        case 1 -> range.giveBack(NOW.plusMillis(seq));
                        default -> range.holdBack("x.example", seq);
                    }
                }
            });
        }
        together.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(completed).hasValue(1);
        assertThat(range.dueAgain()).isEqualTo(NOW.plusMillis(1));
        assertThat(range.held())
                .isEqualTo(Map.of("x.example", new ClaimedRange.Held(new SeqRange(2, messages - 2), messages / 3)));
    }

    @Test
    void earliestDueTimeCounts() {
        ClaimedRange range = range(4);
        assertThat(range.dueAgain()).isNull();
        range.giveBack(NOW.plusSeconds(5));
        range.giveBack(NOW.plusSeconds(1));
        range.giveBack(NOW.plusSeconds(9));
        assertThat(range.dueAgain()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void whatIsHeldBackForADomainIsOneStretch() {
        ClaimedRange range = range(5);
        range.holdBack("x.example", 3);
        range.holdBack("y.example", 2);
        range.holdBack("x.example", 1);
        range.holdBack("x.example", 5);
        assertThat(range.held())
                .isEqualTo(Map.of(
                        "x.example", new ClaimedRange.Held(new SeqRange(1, 5), 3),
                        "y.example", new ClaimedRange.Held(new SeqRange(2, 2), 1)));
    }

    @Test
    void knowsWhoBecameIneligibleSinceWhen() {
        ClaimedRange range = range(2);
        RecipientKey second = new RecipientKey(SampleMessages.BLAST, 2);
        assertThat(range.isIneligible(second)).isFalse();
        assertThat(range.eligibleAsOfNanos()).isEqualTo(CLAIMED);

        range.ineligible(Set.of(second), CLAIMED + 5);

        assertThat(range.isIneligible(second)).isTrue();
        assertThat(range.isIneligible(new RecipientKey(SampleMessages.BLAST, 1)))
                .isFalse();
        assertThat(range.eligibleAsOfNanos()).isEqualTo(CLAIMED + 5);
    }

    private ClaimedRange range(int messages) {
        return SampleMessages.claimed(queued(1, messages), CLAIMED, range -> completed.incrementAndGet());
    }

    private static long after(Duration duration) {
        return CLAIMED + duration.toNanos();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
