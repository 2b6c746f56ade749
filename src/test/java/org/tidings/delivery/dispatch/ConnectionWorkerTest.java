package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tidings.delivery.dispatch.SampleMessages.message;
import static org.tidings.delivery.dispatch.SampleMessages.queued;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.delivery.DeliveryConfig;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.delivery.throttle.RateLimiter;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Reply;
import org.tidings.queue.Flow;
import org.tidings.queue.QueuedRange;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.QueuedRecipients.Eligibility;
import org.tidings.recipient.RecipientKey;

/** Workers with their threads and a transport that replies as the test wants. */
class ConnectionWorkerTest {

    private static final int PERMITS = 250;
    private static final Outcome ACCEPTED = Outcome.accepted("250 2.0.0 OK");

    private final Clock clock = Clock.systemUTC();
    private final SendBuffer buffer = new SendBuffer();
    private final DomainThrottle throttle = new DomainThrottle(Map.of("slow.example", 0.001), () -> 0);
    private final Queue<NewEvent> stored = new ConcurrentLinkedQueue<>();
    private final Queue<ClaimedRange> completed = new ConcurrentLinkedQueue<>();
    private final List<ConnectionWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private CompletableFuture<Void> commit = CompletableFuture.completedFuture(null);

    @AfterEach
    void end() throws InterruptedException {
        workers.forEach(ConnectionWorker::stop);
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void everyMessageIsSentOnceAndRecorded() throws InterruptedException {
        FakeTransport transport = new FakeTransport(message -> ACCEPTED);
        OutcomeRecorder outcomes = start(new Relays(List.of(new Relay("default", 1, transport)), 4), 4);
        ClaimedRange range = claimed(1_000);
        addAll(range, 1, 1_000);

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(stored).hasSize(1_000).allMatch(event -> event.type() == EventType.DELIVERED);
        assertThat(range.dueAgain()).isNull();
        assertAllPermitsAreBack(outcomes);
    }

    @Test
    void permitsDoNotLeakWhateverBecomesOfTheMessages() throws InterruptedException {
        AtomicInteger broken = new AtomicInteger();
        FakeTransport transport = new FakeTransport(message -> {
            int seq = message.recipient().key().seq();
            return switch (seq % 20) {
                case 1 -> reply("550 5.1.1 User unknown");
                case 2 -> reply("452 4.2.2 Mailbox full");
                case 3 -> Outcome.unrenderable("No such field");
                case 4 -> seq < 100 ? reply("421 Too many connections") : ACCEPTED;
                case 5 ->
                    broken.getAndIncrement() == 0
                            ? Outcome.failed(Outcome.INTERRUPTED, "The mail server is not answering", "reset")
                            : ACCEPTED;
                default -> ACCEPTED;
            };
        });
        Relays relays = new Relays(List.of(new Relay("default", 1, transport)), 4);
        OutcomeRecorder outcomes = start(relays, 4);
        ClaimedRange range = claimed(1_000);
        range.ineligible(Set.of(key(15), key(35)), System.nanoTime());
        ClaimedRange stopped = claimed(100);
        stopped.stop();
        for (int seq = 1; seq <= 1_000; seq++) {
            buffer.add(
                    switch (seq % 20) {
                        case 10 -> message(range, seq, "p@x.example", Eligibility.INVALID);
                        case 11 -> message(range, seq, "p@x.example", Eligibility.UNSUBSCRIBED);
                        case 12 -> message(range, seq, "p@slow.example", Eligibility.ELIGIBLE);
                        default -> message(range, seq);
                    });
            if (seq <= 100) {
                buffer.add(message(stopped, seq));
            }
        }

        await().until(() -> completed.size() == 2);

        assertThat(transport.begun()).doesNotHaveDuplicates().noneMatch(message -> message.range() == stopped);
        assertThat(stored)
                .filteredOn(event -> event.type() == EventType.LEFT_OUT_INVALID)
                .hasSize(50);
        assertThat(stored)
                .filteredOn(event -> event.type() == EventType.LEFT_OUT_UNSUBSCRIBED)
                .hasSize(50);
        assertThat(range.held().get("slow.example").messages())
                .as("but the first")
                .isEqualTo(49);
        assertThat(range.dueAgain()).as("the ineligible, for example").isNotNull();
        assertThat(completed).containsExactlyInAnyOrder(range, stopped);
        assertAllPermitsAreBack(outcomes);
        assertThat(relays.isInTrouble()).isFalse();
    }

    @Test
    void whoUnsubscribedFromNoticesGetsNone() {
        FakeTransport transport = new FakeTransport(message -> ACCEPTED);
        start(new Relays(List.of(new Relay("default", 1, transport)), 1), 1);
        ClaimedRange notice = claimed(queued(1, 1, Flow.SERVICE));
        buffer.add(message(notice, 1, "p@x.example", Eligibility.UNSUBSCRIBED));

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).isEmpty();
    }

    @Test
    void inTroubleOneMessageFindsOutWhetherItIsOver() throws InterruptedException {
        CountDownLatch reply = new CountDownLatch(1);
        FakeTransport transport = new FakeTransport(message -> {
            awaitLatch(reply);
            return ACCEPTED;
        });
        Relay relay = new Relay("default", 1, transport);
        relay.failed("down", clock.instant().minusSeconds(1));
        OutcomeRecorder outcomes = start(new Relays(List.of(relay), 4), 4);
        addAll(claimed(100), 1, 100);

        await().until(() -> transport.begun().size() == 1);
        await().during(Duration.ofMillis(300)).until(() -> transport.begun().size() == 1);
        reply.countDown();

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).hasSize(100);
        assertAllPermitsAreBack(outcomes);
    }

    /** Connections from before the trouble may hang for minutes; when they have ended, the relay is tried again. */
    @Test
    void relayInTroubleIsTriedAsSoonAsItHasRoom() {
        FakeTransport transport = new FakeTransport(message -> ACCEPTED);
        FakeTransport idle = new FakeTransport(message -> ACCEPTED);
        Relay west = new Relay("west", 1, transport);
        Relay east = new Relay("east", 3, idle);
        Relays relays = new Relays(List.of(east, west), 2);
        assertThat(relays.beginConnection(west, clock.instant())).isTrue();
        west.failed("down", clock.instant().minusSeconds(1));
        AtomicInteger looks = new AtomicInteger();
        Clock counting = new Clock() {
            @Override
            public Instant instant() {
                looks.incrementAndGet();
                return clock.instant();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        start(west, shared(recorder(relays), relays, Optional.empty(), counting));
        addAll(claimed(3), 1, 3);
        await().until(() -> looks.get() > 10);
        assertThat(transport.begun()).isEmpty();

        west.connectionRests();

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).hasSize(3);
        assertThat(west.health().isInTrouble()).isFalse();
    }

    @Test
    void nothingIsBegunOfARangeThatWasStopped() throws InterruptedException {
        CountDownLatch reply = new CountDownLatch(1);
        FakeTransport transport = new FakeTransport(message -> {
            awaitLatch(reply);
            return ACCEPTED;
        });
        OutcomeRecorder outcomes = start(new Relays(List.of(new Relay("default", 1, transport)), 2), 2);
        ClaimedRange range = claimed(100);
        addAll(range, 1, 100);
        await().until(() -> transport.begun().size() == 2);

        range.stop();
        reply.countDown();

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).hasSize(2);
        assertThat(range.dueAgain()).isNotNull();
        assertAllPermitsAreBack(outcomes);
    }

    @Test
    void nothingIsBegunOnceTheLeaseHasNoTimeToSpare() {
        FakeTransport transport = new FakeTransport(message -> ACCEPTED);
        start(new Relays(List.of(new Relay("default", 1, transport)), 1), 1);
        long claimedNanos = System.nanoTime()
                - SampleMessages.LEASE.dividedBy(6).multipliedBy(5).toNanos();
        ClaimedRange late = SampleMessages.claimed(queued(1, 10), claimedNanos, completed::add);
        late.checked(System.nanoTime());
        addAll(late, 1, 10);

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).isEmpty();
        assertThat(late.dueAgain()).isNotNull();
    }

    /** Or all those mailed meanwhile would be mailed again, were the process killed. */
    @Test
    void sendingWaitsWhileOutcomesCannotBeStored() throws InterruptedException {
        commit = new CompletableFuture<>();
        FakeTransport transport = new FakeTransport(message -> ACCEPTED);
        OutcomeRecorder outcomes = start(new Relays(List.of(new Relay("default", 1, transport)), 4), 4);
        addAll(claimed(600), 1, 600);
        await().until(() -> transport.begun().size() == PERMITS);
        await().during(Duration.ofMillis(200)).until(() -> transport.begun().size() == PERMITS);

        commit.complete(null);

        await().until(() -> completed.size() == 1);
        assertThat(transport.begun()).hasSize(600);
        assertAllPermitsAreBack(outcomes);
    }

    /** It must not, but if it does, nothing is lost and the connection is used again. */
    @Test
    void transportThatThrowsLosesNoMessageAndNoPermit() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean();
        FakeTransport transport = new FakeTransport(message -> {
            if (message.recipient().key().seq() == 5 && !broken.getAndSet(true)) {
                throw new IllegalStateException("A fault of the transport");
            }
            return ACCEPTED;
        });
        OutcomeRecorder outcomes = start(new Relays(List.of(new Relay("default", 1, transport)), 1), 1);
        ClaimedRange range = claimed(10);
        addAll(range, 1, 10);

        await().until(() -> completed.size() == 1);
        assertThat(stored).hasSize(9);
        assertThat(range.dueAgain()).isNotNull();
        assertAllPermitsAreBack(outcomes);
    }

    @Test
    void stoppedWorkerEndsAfterTheMessageThatIsBeingSent() throws InterruptedException {
        CountDownLatch reply = new CountDownLatch(1);
        FakeTransport transport = new FakeTransport(message -> {
            awaitLatch(reply);
            return ACCEPTED;
        });
        OutcomeRecorder outcomes = start(new Relays(List.of(new Relay("default", 1, transport)), 1), 1);
        addAll(claimed(10), 1, 10);
        await().until(() -> transport.begun().size() == 1);

        workers.forEach(ConnectionWorker::stop);
        reply.countDown();
        threads.get(0).join();

        assertThat(transport.begun()).hasSize(1);
        assertThat(buffer.size()).isEqualTo(9);
        assertAllPermitsAreBack(outcomes);
    }

    /** It ends in time, however slow the rate. */
    @Test
    void stoppedWorkerDoesNotWaitForTheRate() throws InterruptedException {
        FakeTransport transport = new FakeTransport(message -> ACCEPTED);
        Relay relay = new Relay("default", 1, transport);
        Relays relays = new Relays(List.of(relay), 1);
        OutcomeRecorder outcomes = recorder(relays);
        start(relay, shared(outcomes, relays, Optional.of(0.001), clock));
        addAll(claimed(10), 1, 10);
        await().until(() -> transport.begun().size() == 1);

        workers.forEach(ConnectionWorker::stop);
        threads.get(0).join(5_000);

        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(transport.begun()).hasSize(1);
        assertAllPermitsAreBack(outcomes);
    }

    @Test
    void slowRelaySlowsNoOtherDown() {
        CountDownLatch reply = new CountDownLatch(1);
        FakeTransport slow = new FakeTransport(message -> {
            awaitLatch(reply);
            return ACCEPTED;
        });
        FakeTransport quick = new FakeTransport(message -> ACCEPTED);
        Relay west = new Relay("west", 1, slow);
        Relay east = new Relay("east", 1, quick);
        Relays relays = new Relays(List.of(east, west), 4);
        start(relays, 4);
        addAll(claimed(1_000), 1, 1_000);
        // the slow relay blocks at most its half of the connections, with one message each
        await().until(() -> quick.begun().size() + slow.begun().size() == 1_000);
        assertThat(slow.begun()).hasSizeBetween(1, 2);

        reply.countDown();
        await().until(() -> completed.size() == 1);
    }

    /** Although the connections wait for the rate nearly all the time. */
    @Test
    void messagesGoByWeightAtALimitedRate() {
        FakeTransport heavy = new FakeTransport(message -> ACCEPTED);
        FakeTransport light = new FakeTransport(message -> ACCEPTED);
        Relays relays = new Relays(List.of(new Relay("east", 3, heavy), new Relay("west", 1, light)), 5);
        ConnectionWorker.Shared shared = shared(recorder(relays), relays, Optional.of(500.0), clock);
        relays.all().forEach(relay -> IntStream.range(0, 5).forEach(i -> start(relay, shared)));
        addAll(claimed(400), 1, 400);

        await().until(() -> completed.size() == 1);
        // ahead by a message for each connection at most
        assertThat(light.begun()).hasSizeBetween(90, 110);
        assertThat(heavy.begun()).hasSize(400 - light.begun().size());
    }

    private OutcomeRecorder start(Relays relays, int connections) {
        OutcomeRecorder outcomes = recorder(relays);
        ConnectionWorker.Shared shared = shared(outcomes, relays, Optional.empty(), clock);
        for (Relay relay : relays.all()) {
            for (int i = 0; i < connections; i++) {
                start(relay, shared);
            }
        }
        return outcomes;
    }

    private void start(Relay relay, ConnectionWorker.Shared shared) {
        ConnectionWorker worker = new ConnectionWorker(relay, shared);
        Thread thread = new Thread(worker, "worker-" + threads.size());
        workers.add(worker);
        threads.add(thread);
        thread.start();
    }

    private OutcomeRecorder recorder(Relays relays) {
        Function<NewEvent, CompletableFuture<Void>> store = event -> {
            stored.add(event);
            return commit;
        };
        RetryPolicy retryPolicy = new RetryPolicy(6, Duration.ofMinutes(5), 3, () -> 0);
        Attempt attempt = new Attempt(retryPolicy, DeliveryConfig.Confirmation.ACCEPTED, clock);
        return new OutcomeRecorder(store, attempt, relays, throttle, new SimpleMeterRegistry(), clock);
    }

    private ConnectionWorker.Shared shared(
            OutcomeRecorder outcomes, Relays relays, Optional<Double> rate, Clock workersClock) {
        return new ConnectionWorker.Shared(
                buffer, outcomes, relays, new RateLimiter(rate), throttle, workersClock, () -> {});
    }

    private ClaimedRange claimed(int messages) {
        return claimed(queued(1, messages));
    }

    private ClaimedRange claimed(QueuedRange queued) {
        ClaimedRange range = SampleMessages.claimed(queued, completed::add);
        range.checked(System.nanoTime() + Duration.ofMinutes(1).toNanos()); // looks are the business of ClaimedRanges
        return range;
    }

    private void addAll(ClaimedRange range, int first, int last) {
        for (int seq = first; seq <= last; seq++) {
            buffer.add(message(range, seq));
        }
    }

    private static RecipientKey key(int seq) {
        return new RecipientKey(SampleMessages.BLAST, seq);
    }

    /** All of them, and not one more. */
    private void assertAllPermitsAreBack(OutcomeRecorder outcomes) throws InterruptedException {
        end();
        int permits = 0;
        while (outcomes.tryAcquirePermit()) {
            permits++;
        }
        assertThat(permits).isEqualTo(PERMITS);
    }

    private static Outcome reply(String text) {
        Reply reply = Reply.parse(text);
        return new Outcome(Classifier.classify(reply), reply.line());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
