package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;

/** Acceptances at the first attempt, which one update records for all of a batch, and outcomes that need another attempt. */
@QuarkusTest
class AcceptanceTest {

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Invariants invariants;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    private Instant now;

    @BeforeEach
    void presentTime() {
        now = clock.instant();
    }

    @Test
    void acceptancesOfABlastAreOneUpdateOfItsRecipientsAndOneOfItsCounters() {
        long account = queued.people(1).accountId();
        QueuedPeople.Queued first = queued.people(account, 100);
        QueuedPeople.Queued second = queued.people(account, 50);
        List<NewEvent> batch = Stream.concat(
                        first.keys().stream().map(key -> accepted(key, EventType.DELIVERED)),
                        second.keys().stream().map(key -> accepted(key, EventType.DELIVERED)))
                .toList();

        Map<String, Integer> run = transactions.call(connection -> {
            Map<String, Integer> before = statements(connection);
            ledger.applyWithin(connection, batch);
            Map<String, Integer> after = statements(connection);
            before.forEach((name, count) -> after.merge(name, -count, Integer::sum));
            return after;
        });

        assertThat(run)
                .containsEntry("Com_update", 4)
                .containsEntry("Com_insert", 0)
                .containsEntry("Com_select", 0);
        assertThat(queued.statuses(first)).containsOnly(RecipientStatus.DELIVERY);
        assertThat(queued.statuses(second)).containsOnly(RecipientStatus.DELIVERY);
    }

    /** The server's own statement {@code show} does not count among them. */
    private static Map<String, Integer> statements(Connection connection) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "show session status where variable_name in" + " ('Com_update', 'Com_insert', 'Com_select')")) {
            while (row.next()) {
                counts.put(row.getString(1), row.getInt(2));
            }
        }
        return counts;
    }

    @Test
    void acceptanceIsOnTheRowAndWritesNoEvent() {
        QueuedPeople.Queued blast = queued.people(2);

        ledger.apply(List.of(accepted(blast.key(0), EventType.DELIVERED), accepted(blast.key(1), EventType.ACCEPTED)));

        RecipientRow delivered = queued.rows(blast).get(0);
        assertThat(delivered.status).isEqualTo(RecipientStatus.DELIVERY);
        assertThat(delivered.attempts).isEqualTo(1);
        assertThat(delivered.sentAt).isEqualTo(now);
        assertThat(delivered.deliveredAt).isEqualTo(now);
        assertThat(delivered.lastActivityAt).isEqualTo(now);
        RecipientRow accepted = queued.rows(blast).get(1);
        assertThat(accepted.status).isEqualTo(RecipientStatus.SENT);
        assertThat(accepted.attempts).isEqualTo(1);
        assertThat(accepted.sentAt).isEqualTo(now);
        assertThat(accepted.deliveredAt).isNull();
        assertThat(events(blast)).isZero();
    }

    @Test
    void acceptancesMoveTheCounters() {
        QueuedPeople.Queued blast = queued.people(5);

        ledger.apply(List.of(
                accepted(blast.key(0), EventType.DELIVERED),
                accepted(blast.key(1), EventType.DELIVERED),
                accepted(blast.key(2), EventType.ACCEPTED)));

        RecipientCounts counts = counts(blast);
        assertThat(counts.delivery).isEqualTo(2);
        assertThat(counts.sent).isEqualTo(3);
        assertThat(counts.waiting).isEqualTo(2);
        assertThat(invariants.hold(blast.blastId())).isEqualTo(5);
    }

    @Test
    void repeatedAcceptanceChangesNothing() {
        QueuedPeople.Queued blast = queued.people(3);
        List<NewEvent> batch = blast.keys().stream()
                .map(key -> accepted(key, EventType.DELIVERED))
                .toList();
        ledger.apply(batch.subList(0, 2));
        Instant first = queued.rows(blast).get(0).sentAt;
        now = now.plusSeconds(60);

        ledger.apply(blast.keys().stream()
                .map(key -> accepted(key, EventType.DELIVERED))
                .toList());

        assertThat(queued.rows(blast)).extracting(row -> row.attempts).containsOnly(1);
        assertThat(queued.rows(blast).get(0).sentAt).isEqualTo(first);
        assertThat(counts(blast).delivery).isEqualTo(3);
        assertThat(events(blast)).isZero();
        invariants.hold(blast.blastId());
    }

    @Test
    void acceptanceTwiceInOneBatchCountsOnce() {
        QueuedPeople.Queued blast = queued.people(1);
        NewEvent accepted = accepted(blast.key(0), EventType.DELIVERED);

        ledger.apply(List.of(accepted, accepted));

        assertThat(counts(blast).delivery).isEqualTo(1);
        invariants.hold(blast.blastId());
    }

    @Test
    void recipientWhoOpenedBeforeTheAcceptanceWasRecordedStaysOpenAndTheOthersCountOnce() {
        QueuedPeople.Queued blast = queued.people(4);
        ledger.apply(List.of(NewEvent.of(blast.key(1), EventType.OPENED, now)));

        ledger.apply(blast.keys().stream()
                .map(key -> accepted(key, EventType.DELIVERED))
                .toList());

        assertThat(queued.statuses(blast))
                .containsExactly(
                        RecipientStatus.DELIVERY,
                        RecipientStatus.OPEN,
                        RecipientStatus.DELIVERY,
                        RecipientStatus.DELIVERY);
        assertThat(queued.rows(blast)).allSatisfy(row -> {
            assertThat(row.attempts).isEqualTo(1);
            assertThat(row.sentAt).isEqualTo(now);
        });
        RecipientCounts counts = counts(blast);
        assertThat(counts.delivery).isEqualTo(3);
        assertThat(counts.opened).isEqualTo(1);
        assertThat(counts.waiting).isZero();
        assertThat(events(blast)).isEqualTo(1);
        invariants.hold(blast.blastId());
    }

    @Test
    void acceptanceAndOpenOfOneBatchAreAppliedInTheirOrder() {
        QueuedPeople.Queued blast = queued.people(2);

        ledger.apply(List.of(
                accepted(blast.key(0), EventType.DELIVERED),
                NewEvent.of(blast.key(0), EventType.OPENED, now.plusSeconds(1)),
                accepted(blast.key(1), EventType.DELIVERED)));

        assertThat(queued.statuses(blast)).containsExactly(RecipientStatus.OPEN, RecipientStatus.DELIVERY);
        assertThat(queued.rows(blast)).extracting(row -> row.attempts).containsOnly(1);
        invariants.hold(blast.blastId());
    }

    @Test
    void acceptanceRemovesTheReasonThatADelayNoticeGave() {
        QueuedPeople.Queued blast = queued.people(2);
        ledger.apply(List.of(
                NewEvent.of(blast.key(0), EventType.DEFERRED, now).because("Mailbox full", "full", "452 4.2.2")));

        ledger.apply(List.of(accepted(blast.key(0), EventType.DELIVERED), accepted(blast.key(1), EventType.DELIVERED)));

        assertThat(queued.rows(blast)).allSatisfy(row -> {
            assertThat(row.status).isEqualTo(RecipientStatus.DELIVERY);
            assertThat(row.reason).isNull();
            assertThat(row.reasonKey).isZero();
            assertThat(row.code).isNull();
        });
        invariants.hold(blast.blastId());
    }

    @Test
    void acceptanceOfAnUnknownRecipientIsPassedOver() {
        QueuedPeople.Queued blast = queued.people(1);

        ledger.apply(List.of(
                accepted(new RecipientKey(blast.blastId(), 99), EventType.DELIVERED),
                accepted(blast.key(0), EventType.DELIVERED)));

        assertThat(counts(blast).delivery).isEqualTo(1);
        invariants.hold(blast.blastId());
    }

    @Test
    void deferralWritesItsRetryInTheSameTransaction() {
        QueuedPeople.Queued blast = queued.people(3);
        Instant due = now.plusSeconds(3_600);

        ledger.apply(List.of(
                accepted(blast.key(0), EventType.DELIVERED), deferred(blast, 1, 1, due), deferred(blast, 2, 1, due)));

        assertThat(retries(blast)).isEqualTo(2);
        assertThat(queued.number("select count(*) from delivery_queue where blast_id = " + blast.blastId()
                        + " and state = 1 and attempt = 2 and first_seq = last_seq and first_seq in (2, 3)"
                        + " and account_id = " + blast.accountId()
                        + " and due_at > utc_timestamp() + interval 50 minute"))
                .isEqualTo(2);
        RecipientRow row = queued.rows(blast).get(1);
        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
        assertThat(row.attempts).isEqualTo(1);
        assertThat(row.nextAttemptAt).isEqualTo(due);
        assertThat(counts(blast).waiting).isZero();
        invariants.hold(blast.blastId());
    }

    @Test
    void deferralThatIsRolledBackLeavesNoRetry() {
        QueuedPeople.Queued blast = queued.people(1);

        QuarkusTransaction.begin();
        ledger.apply(List.of(deferred(blast, 0, 1, now.plusSeconds(3_600))));
        QuarkusTransaction.rollback();

        assertThat(retries(blast)).isZero();
        assertThat(queued.rows(blast).get(0).attempts).isZero();
        invariants.hold(blast.blastId());
    }

    @Test
    void repeatedDeferralWritesNoSecondRetry() {
        QueuedPeople.Queued blast = queued.people(1);
        NewEvent deferred = deferred(blast, 0, 1, now.plusSeconds(3_600));

        ledger.apply(List.of(deferred));
        ledger.apply(List.of(deferred));

        assertThat(retries(blast)).isEqualTo(1);
        assertThat(events(blast)).isEqualTo(1);
    }

    @Test
    void deferralOfAnOpenedMessageWritesNoRetry() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.OPENED, now)));

        ledger.apply(List.of(deferred(blast, 0, 1, now.plusSeconds(3_600))));

        assertThat(retries(blast)).isZero();
    }

    @Test
    void acceptanceAtALaterAttemptEndsTheWait() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(deferred(blast, 0, 1, now.plusSeconds(3_600))));

        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now.plusSeconds(3_700))
                .asAttempt(2)));

        RecipientRow row = queued.rows(blast).get(0);
        assertThat(row.status).isEqualTo(RecipientStatus.DELIVERY);
        assertThat(row.attempts).isEqualTo(2);
        assertThat(row.nextAttemptAt).isNull();
        assertThat(row.reason).isNull();
        assertThat(events(blast)).isEqualTo(1); // the deferral
        invariants.hold(blast.blastId());
    }

    @Test
    void everyOrderOfRecordingEndsWithTheSameCounters() {
        QueuedPeople.Queued blast = queued.people(3);
        List<NewEvent> events = new ArrayList<>();
        for (RecipientKey key : blast.keys()) {
            events.add(accepted(key, EventType.ACCEPTED));
        }
        ledger.apply(List.of(NewEvent.of(blast.key(2), EventType.DELIVERED, now.plusSeconds(5))));
        ledger.apply(events);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now.plusSeconds(5))));

        assertThat(queued.statuses(blast))
                .containsExactly(RecipientStatus.DELIVERY, RecipientStatus.SENT, RecipientStatus.DELIVERY);
        assertThat(queued.rows(blast)).extracting(row -> row.sentAt).containsOnly(now);
        invariants.hold(blast.blastId());
    }

    private NewEvent accepted(RecipientKey key, EventType type) {
        return NewEvent.of(key, type, now).asAttempt(1).toDomain("x.example");
    }

    private NewEvent deferred(QueuedPeople.Queued blast, int number, int attempt, Instant due) {
        return NewEvent.of(blast.key(number), EventType.DEFERRED, now)
                .asAttempt(attempt)
                .because("Mailbox full", "full", "452 4.2.2")
                .retryingAt(due, blast.accountId());
    }

    private long retries(QueuedPeople.Queued blast) {
        return queued.number("select count(*) from delivery_queue where attempt > 1 and blast_id = " + blast.blastId());
    }

    private long events(QueuedPeople.Queued blast) {
        return queued.number("select count(*) from recipient_event where blast_id = " + blast.blastId());
    }

    private RecipientCounts counts(QueuedPeople.Queued blast) {
        return QuarkusTransaction.requiringNew().call(() -> RecipientCounts.of(blast.blastId()));
    }
}
