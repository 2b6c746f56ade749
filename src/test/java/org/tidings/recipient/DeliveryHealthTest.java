package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.diagnosis.Classifier;

/** The counters of bad outcomes that the circuit breaker reads. */
@QuarkusTest
class DeliveryHealthTest {

    /** A reason that means that the sender is refused, and not the address. */
    private static final String BLOCKING =
            Classifier.blockingRules().stream().sorted().findFirst().orElseThrow();

    @Inject
    DeliveryHealth health;

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Clock clock;

    private Instant now;

    @BeforeEach
    void presentTime() {
        now = clock.instant();
    }

    @Test
    void blastWithoutBadOutcomesHasNoCounters() {
        QueuedPeople.Queued blast = queued.people(2);
        ledger.apply(List.of(accepted(blast, 0), accepted(blast, 1)));

        assertThat(health.counters(blast.blastId())).isEqualTo(new DeliveryHealth.Counters(0, Map.of(), 0, Map.of()));
        assertThat(queued.number("select count(*) from delivery_health where blast_id = " + blast.blastId()))
                .isZero();
    }

    @Test
    void hardBouncesAreCountedByBucketsOfTheListAndTheWorstCounts() {
        int bucket = DeliveryHealth.BUCKET;
        QueuedPeople.Queued blast = queued.people(bucket + 3);

        ledger.apply(List.of(
                bounced(blast, 0).asAttempt(1),
                bounced(blast, bucket - 1).asAttempt(1),
                bounced(blast, bucket).asAttempt(1),
                bounced(blast, bucket + 1).asAttempt(1)));
        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(2);

        ledger.apply(List.of(bounced(blast, bucket + 2).asAttempt(1)));
        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(3);
    }

    @Test
    void bouncesThatComeBackAfterAcceptanceCountInTheirBucket() {
        QueuedPeople.Queued blast = queued.people(2);
        ledger.apply(List.of(accepted(blast, 0), accepted(blast, 1)));

        ledger.apply(List.of(bounced(blast, 0), bounced(blast, 1)));

        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(2);
    }

    @Test
    void repeatedOutcomeIsCountedOnce() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(bounced(blast, 0).asAttempt(1)));
        ledger.apply(List.of(bounced(blast, 0).asAttempt(1)));

        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(1);
    }

    @Test
    void refusalsInARowAreCountedByDomainAndOfAll() {
        QueuedPeople.Queued blast = queued.people(4);
        otherDomain(blast, 3);

        ledger.apply(IntStream.range(0, 4).mapToObj(i -> blocked(blast, i)).toList());

        DeliveryHealth.Counters counters = health.counters(blast.blastId());
        assertThat(counters.refusalsInARow()).isEqualTo(Map.of("x.example", 3, "other.example", 1));
        assertThat(counters.refusalsOfAll()).isEqualTo(4);
        assertThat(counters.returned()).isEmpty();
    }

    @Test
    void temporaryRefusalOfTheSenderCountsForItsDomainAndAnyOtherDoesNot() {
        QueuedPeople.Queued blast = queued.people(2);

        ledger.apply(List.of(deferred(blast, 0, BLOCKING), deferred(blast, 1, "full")));

        DeliveryHealth.Counters counters = health.counters(blast.blastId());
        assertThat(counters.refusalsInARow()).isEqualTo(Map.of("x.example", 1));
        assertThat(counters.refusalsOfAll()).isZero();
    }

    @Test
    void acceptanceStartsTheRowOfItsDomainAndThatOfAllAgain() {
        QueuedPeople.Queued blast = queued.people(5);
        otherDomain(blast, 3);
        ledger.apply(IntStream.range(0, 4).mapToObj(i -> blocked(blast, i)).toList());

        ledger.apply(List.of(accepted(blast, 4)));

        DeliveryHealth.Counters counters = health.counters(blast.blastId());
        assertThat(counters.refusalsInARow()).isEqualTo(Map.of("other.example", 1));
        assertThat(counters.refusalsOfAll()).isZero();
    }

    @Test
    void onlyRefusalsAfterTheLatestAcceptanceOfABatchAreInARow() {
        QueuedPeople.Queued blast = queued.people(10);
        List<NewEvent> batch = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            now = now.plusMillis(1);
            batch.add(i % 5 == 2 ? accepted(blast, i) : blocked(blast, i));
        }

        ledger.apply(batch);

        DeliveryHealth.Counters counters = health.counters(blast.blastId());
        assertThat(counters.refusalsInARow()).isEqualTo(Map.of("x.example", 2));
        assertThat(counters.refusalsOfAll()).isEqualTo(2);
    }

    @Test
    void bounceThatIsReportedInTwoWaysCountsOnce() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(accepted(blast, 0)));

        ledger.apply(List.of(bounced(blast, 0).fromSource("ses-1")));
        ledger.apply(List.of(bounced(blast, 0).fromSource("dsn-1")));

        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(1);
    }

    @Test
    void acceptanceOfALaterAttemptStartsTheRowAgainToo() {
        QueuedPeople.Queued blast = queued.people(2);
        ledger.apply(List.of(deferred(blast, 0, BLOCKING), blocked(blast, 1)));

        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now.plusSeconds(600))
                .asAttempt(2)));

        assertThat(health.counters(blast.blastId()).refusalsInARow()).isEmpty();
        assertThat(health.counters(blast.blastId()).refusalsOfAll()).isZero();
    }

    @Test
    void acceptanceOfAnotherBlastEndsNoRow() {
        QueuedPeople.Queued blast = queued.people(1);
        QueuedPeople.Queued other = queued.people(blast.accountId(), 1);
        ledger.apply(List.of(blocked(blast, 0)));

        ledger.apply(List.of(accepted(other, 0)));

        assertThat(health.counters(blast.blastId()).refusalsOfAll()).isEqualTo(1);
    }

    @Test
    void refusalsAfterAcceptanceAreCountedApartAndNoAcceptanceEndsThem() {
        QueuedPeople.Queued blast = queued.people(4);
        ledger.apply(List.of(accepted(blast, 0), accepted(blast, 1), accepted(blast, 2)));

        ledger.apply(List.of(returned(blast, 0), returned(blast, 1)));
        ledger.apply(List.of(accepted(blast, 3)));

        DeliveryHealth.Counters counters = health.counters(blast.blastId());
        assertThat(counters.returned()).isEqualTo(Map.of("x.example", 2));
        assertThat(counters.refusalsInARow()).isEmpty();
        assertThat(counters.refusalsOfAll()).isZero();
    }

    @Test
    void refusalOfAnOpenedMessageDoesNotCount() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(accepted(blast, 0), NewEvent.of(blast.key(0), EventType.OPENED, now)));

        ledger.apply(List.of(returned(blast, 0)));

        assertThat(health.counters(blast.blastId()).returned()).isEmpty();
    }

    @Test
    void longestRunIsMeasuredInTheOrderOfTheList() {
        QueuedPeople.Queued blast = queued.people(8);
        ledger.apply(IntStream.range(0, 8).mapToObj(i -> accepted(blast, i)).toList());

        ledger.apply(
                IntStream.of(6, 1, 2, 0, 5).mapToObj(i -> returned(blast, i)).toList());

        assertThat(health.longestRunReturned(blast.blastId(), "x.example")).isEqualTo(3);
        assertThat(health.longestRunReturned(blast.blastId(), "other.example")).isZero();
    }

    @Test
    void resumptionStartsAgainAndIgnoresWhatWasSentBefore() {
        QueuedPeople.Queued blast = queued.people(5);
        now = now.minusSeconds(600);
        ledger.apply(List.of(
                accepted(blast, 0), accepted(blast, 1), bounced(blast, 2).asAttempt(1)));
        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(1);

        health.resume(blast.blastId(), now.plusSeconds(300));
        assertThat(health.counters(blast.blastId()).mostBounces()).isZero();

        now = now.plusSeconds(600);
        ledger.apply(List.of(bounced(blast, 0), returned(blast, 1)));
        assertThat(health.counters(blast.blastId())).isEqualTo(new DeliveryHealth.Counters(0, Map.of(), 0, Map.of()));
        assertThat(health.longestRunReturned(blast.blastId(), "x.example")).isZero();

        ledger.apply(List.of(accepted(blast, 3), bounced(blast, 4).asAttempt(1)));
        ledger.apply(List.of(bounced(blast, 3)));
        assertThat(health.counters(blast.blastId()).mostBounces()).isEqualTo(2);
    }

    @Test
    void forgottenBlastHasNoCounters() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(bounced(blast, 0).asAttempt(1)));

        health.forget(blast.blastId());

        assertThat(health.counters(blast.blastId()).mostBounces()).isZero();
    }

    private NewEvent accepted(QueuedPeople.Queued blast, int number) {
        return NewEvent.of(blast.key(number), EventType.DELIVERED, now)
                .asAttempt(1)
                .toDomain("x.example");
    }

    private NewEvent bounced(QueuedPeople.Queued blast, int number) {
        return NewEvent.of(blast.key(number), EventType.BOUNCED, now).because("No such mailbox", "no-mailbox", "5.1.1");
    }

    private NewEvent blocked(QueuedPeople.Queued blast, int number) {
        return returned(blast, number).asAttempt(1);
    }

    private NewEvent returned(QueuedPeople.Queued blast, int number) {
        return NewEvent.of(blast.key(number), EventType.BLOCKED, now).because("Refused", BLOCKING, "5.7.1");
    }

    private NewEvent deferred(QueuedPeople.Queued blast, int number, String rule) {
        return NewEvent.of(blast.key(number), EventType.DEFERRED, now)
                .asAttempt(1)
                .because("Not now", rule, "4.7.0")
                .retryingAt(now.plusSeconds(3_600), blast.accountId());
    }

    private void otherDomain(QueuedPeople.Queued blast, int number) {
        queued.sql("update recipient set email = 'ann@other.example' where blast_id = " + blast.blastId()
                + " and seq = " + blast.key(number).seq());
    }
}
