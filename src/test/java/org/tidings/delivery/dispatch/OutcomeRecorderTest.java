package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.delivery.dispatch.SampleMessages.claimed;
import static org.tidings.delivery.dispatch.SampleMessages.message;
import static org.tidings.delivery.dispatch.SampleMessages.queued;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidings.delivery.DeliveryConfig;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Reply;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;

class OutcomeRecorderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Outcome ACCEPTED = Outcome.accepted("250 2.0.0 OK");
    private static final Outcome REFUSED_CONNECTION =
            Outcome.failed(Outcome.NOT_BEGUN, "The mail server is not answering", "Connection refused");
    private static final Outcome INTERRUPTED =
            Outcome.failed(Outcome.INTERRUPTED, "The mail server is not answering", "Connection reset");
    private static final Outcome UNANSWERED =
            Outcome.failed(Outcome.UNANSWERED, "The mail server is not answering", "Timeout");
    private static final Outcome CLOSING = reply("421 Too many connections");

    private final List<NewEvent> stored = new ArrayList<>();
    private final Queue<CompletableFuture<Void>> commits = new ArrayDeque<>();
    private final Relay relay = new Relay("default", 1, new FakeTransport(message -> ACCEPTED));
    private final Relays relays = new Relays(List.of(relay), 5);
    private final DomainThrottle throttle = new DomainThrottle(Map.of(), () -> 0);
    private final OutcomeRecorder outcomes = new OutcomeRecorder(
            this::store,
            new Attempt(
                    new RetryPolicy(6, Duration.ofMinutes(5), 3, () -> 0),
                    DeliveryConfig.Confirmation.ACCEPTED,
                    Clock.fixed(NOW, ZoneOffset.UTC)),
            relays,
            throttle,
            new SimpleMeterRegistry(),
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final AtomicInteger completed = new AtomicInteger();
    private ClaimedRange range = newRange(1);

    @Test
    void rangeIsDoneAndThePermitIsBackOnlyWhenTheOutcomeIsStored() throws InterruptedException {
        conclude(1, ACCEPTED);
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.DELIVERED);
        assertThat(stored.get(0).attempt()).isEqualTo(1);
        assertThat(completed).hasValue(0);
        assertThat(outcomes.awaitStored(Duration.ZERO)).isFalse();

        commits.remove().complete(null);

        assertThat(completed).hasValue(1);
        assertThat(outcomes.awaitStored(Duration.ZERO)).isTrue();
        assertThat(outcomes.concludedLately()).isEqualTo(1);
        assertThat(outcomes.concludedLately()).isZero();
    }

    /** It is sent again when the lease of the range ends. */
    @Test
    void outcomeWhoseTextsCannotBeStoredIsStoredWithoutThem() {
        conclude(1, ACCEPTED);
        commits.remove().completeExceptionally(new IllegalStateException("Data too long"));
        assertThat(completed).hasValue(0);
        assertThat(stored).extracting(NewEvent::detail).containsExactly(ACCEPTED.text(), null);

        commits.remove().complete(null);
        assertThat(completed).hasValue(1);
    }

    @Test
    void outcomeThatCannotBeStoredHoldsUpNothing() throws InterruptedException {
        conclude(1, ACCEPTED);
        commits.remove().completeExceptionally(new IllegalStateException("Data too long"));
        commits.remove().completeExceptionally(new IllegalStateException("Data too long"));
        assertThat(completed).hasValue(1);
        assertThat(outcomes.awaitStored(Duration.ZERO)).isTrue();
    }

    @Test
    void permitsAreThoseOfTwoBatches() {
        int permits = 0;
        while (outcomes.tryAcquirePermit()) {
            permits++;
        }
        assertThat(permits).isEqualTo(250);
    }

    @Test
    void failedConnectionCostsNoAttemptHoweverOften() {
        for (int i = 0; i < 20; i++) {
            concludeAnew(REFUSED_CONNECTION);
        }
        assertThat(stored).isEmpty();
        assertThat(relay.health().isInTrouble()).isTrue();
        assertThat(relays.trouble()).isNotNull();
        assertThat(outcomes.tryAcquirePermit()).isTrue();
    }

    @Test
    void whatWasNotAttemptedIsDueWhenTheRelayMayBeTriedAgain() {
        conclude(1, REFUSED_CONNECTION);
        assertThat(completed).hasValue(1);
        assertThat(range.dueAgain()).isEqualTo(NOW.plusMillis(250));
    }

    @Test
    void connectionsThatBreakInTroubleCostNoAttemptEither() {
        relay.failed("down", NOW);
        for (int i = 0; i < 20; i++) {
            concludeAnew(INTERRUPTED);
        }
        assertThat(stored).isEmpty();
    }

    /** Or it would be sent without end. */
    @Test
    void messageThatBreaksItsConnectionWhileOthersGetThroughCountsAtTheThirdTime() {
        for (int i = 0; i < 3; i++) {
            assertThat(stored).isEmpty();
            concludeAnew(INTERRUPTED);
            relay.succeeded();
        }
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.DEFERRED);
        assertThat(stored.get(0).retryAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    /** Or it could arrive any number of times. */
    @Test
    void whatMayHaveArrivedCountsAtTheThirdTimeEvenInTrouble() {
        relay.failed("down", NOW);
        concludeAnew(UNANSWERED);
        concludeAnew(UNANSWERED);
        assertThat(stored).isEmpty();
        concludeAnew(UNANSWERED);
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.DEFERRED);
    }

    @Test
    void acceptanceStartsTheCountOfFailuresAgain() {
        concludeAnew(UNANSWERED);
        concludeAnew(UNANSWERED);
        concludeAnew(ACCEPTED);
        concludeAnew(UNANSWERED);
        concludeAnew(UNANSWERED);
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.DELIVERED);
    }

    @Test
    void closingOfAChannelIsTriedAgainInASecondAndCountsAtTheTenthTime() {
        conclude(1, CLOSING);
        assertThat(range.dueAgain()).isEqualTo(NOW.plusSeconds(1));
        for (int i = 2; i <= 10; i++) {
            assertThat(stored).isEmpty();
            relay.succeeded();
            concludeAnew(CLOSING);
        }
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.DEFERRED);
    }

    @Test
    void quotaOfTheRelayNeverCountsAndIsARest() {
        Outcome quota = reply("454 4.7.0 Throttling failure: Maximum sending rate exceeded.");
        conclude(1, quota);
        assertThat(range.dueAgain()).isEqualTo(NOW.plusSeconds(1));
        assertThat(relay.health().isInTrouble()).isFalse();
        for (int i = 0; i < 20; i++) {
            relay.succeeded();
            concludeAnew(quota);
        }
        assertThat(stored).isEmpty();
    }

    /** Until then they were taken for those of the receiving domain. */
    @Test
    void refusalsOfAllAreTheRelaysAndSlowNoDomain() {
        range = newRange(20);
        for (int seq = 1; seq <= 20; seq++) {
            conclude(seq, CLOSING);
        }
        assertThat(relay.health().isInTrouble()).isTrue();
        assertThat(stored).isEmpty();
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.tryAcquire("x.example", NOW)).isTrue();
        }
    }

    @Test
    void deferralsOfADomainSlowIt() {
        range = newRange(5);
        for (int seq = 1; seq <= 5; seq++) {
            conclude(seq, reply("451 4.7.1 Greylisted, try again"));
        }
        assertThat(stored).hasSize(5).allMatch(event -> event.type() == EventType.DEFERRED);
        assertThat(relay.health().isInTrouble()).isFalse();
        assertThat(throttle.tryAcquire("x.example", NOW)).isTrue();
        assertThat(throttle.tryAcquire("x.example", NOW)).isFalse();
    }

    @Test
    void answerAboutARecipientEndsTheTroubleOfTheRelay() {
        relay.failed("down", NOW);
        conclude(1, reply("550 5.1.1 User unknown"));
        assertThat(relay.health().isInTrouble()).isFalse();
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.BOUNCED);
    }

    @Test
    void messageThatCannotBeRenderedSaysNothingAboutTheRelay() {
        relay.failed("down", NOW);
        conclude(1, Outcome.unrenderable("No such field"));
        assertThat(relay.health().isInTrouble()).isTrue();
        assertThat(stored).extracting(NewEvent::type).containsExactly(EventType.FAILED);
    }

    @Test
    void whoIsLeftOutIsRecordedWithTheReasonAndWithoutAnAttempt() {
        range = newRange(2);
        leaveOut(1, true);
        leaveOut(2, false);
        assertThat(stored)
                .extracting(NewEvent::type)
                .containsExactly(EventType.LEFT_OUT_INVALID, EventType.LEFT_OUT_UNSUBSCRIBED);
        assertThat(stored)
                .extracting(NewEvent::reason)
                .containsExactly(
                        "Not mailed: the address became invalid before its turn",
                        "Left out: unsubscribed before their turn");
        assertThat(stored).allMatch(event -> event.attempt() == 0);
        assertThat(outcomes.concludedLately()).isZero();
    }

    private CompletableFuture<Void> store(NewEvent event) {
        stored.add(event);
        CompletableFuture<Void> commit = new CompletableFuture<>();
        commits.add(commit);
        return commit;
    }

    private ClaimedRange newRange(int messages) {
        return claimed(queued(1, messages), done -> completed.incrementAndGet());
    }

    private void leaveOut(int seq, boolean invalid) {
        assertThat(outcomes.tryAcquirePermit()).isTrue();
        outcomes.leaveOut(message(range, seq), invalid);
    }

    private void conclude(int seq, Outcome outcome) {
        assertThat(outcomes.tryAcquirePermit()).isTrue();
        outcomes.conclude(relay, message(range, seq), outcome);
    }

    /** As of a message that was claimed again. */
    private void concludeAnew(Outcome outcome) {
        range = newRange(1);
        conclude(1, outcome);
    }

    private static Outcome reply(String text) {
        Reply reply = Reply.parse(text);
        return new Outcome(Classifier.classify(reply), reply.line());
    }
}
