package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.Flow;
import org.tidings.queue.QueuedRange;
import org.tidings.queue.SeqRange;
import org.tidings.recipient.QueuedRecipients.Eligibility;
import org.tidings.recipient.QueuedRecipients.Queued;

/** The recipients of a range that still need its attempt, and the end of those whose blast is cancelled. */
@QuarkusTest
class QueuedRecipientsTest {

    @Inject
    QueuedRecipients recipients;

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
    void rangeIsReadInOrderAndNothingBesideIt() {
        QueuedPeople.Queued blast = queued.people(10);

        List<Queued> found = recipients.of(range(blast, 3, 6, 1), true);

        assertThat(found)
                .extracting(Queued::key)
                .containsExactly(blast.key(2), blast.key(3), blast.key(4), blast.key(5));
        Queued first = found.get(0);
        assertThat(first.email()).isEqualTo("p0002@x.example");
        assertThat(first.firstName()).isEqualTo("Ann");
        assertThat(first.lastName()).isEqualTo("Lee");
        assertThat(first.fields()).isEqualTo(Map.of());
        assertThat(first.eligibility()).isEqualTo(Eligibility.ELIGIBLE);
    }

    @Test
    void whoTakesARangeOverPassesOverThoseWithAnOutcome() {
        QueuedPeople.Queued blast = queued.people(6);
        ledger.apply(List.of(
                NewEvent.of(blast.key(0), EventType.DELIVERED, now).asAttempt(1),
                NewEvent.of(blast.key(1), EventType.ACCEPTED, now).asAttempt(1),
                NewEvent.of(blast.key(2), EventType.DEFERRED, now)
                        .asAttempt(1)
                        .retryingAt(now.plusSeconds(600), blast.accountId()),
                NewEvent.of(blast.key(3), EventType.BOUNCED, now).asAttempt(1),
                NewEvent.of(blast.key(4), EventType.OPENED, now)));

        assertThat(recipients.of(range(blast, 1, 6, 1), true))
                .extracting(Queued::key)
                .containsExactly(blast.key(5));
    }

    @Test
    void retryReadsWhoWasDeferredUntilItsOutcomeIsRecorded() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DEFERRED, now)
                .asAttempt(1)
                .retryingAt(now.plusSeconds(600), blast.accountId())));
        assertThat(recipients.of(range(blast, 1, 1, 2), true)).hasSize(1);

        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DEFERRED, now.plusSeconds(600))
                .asAttempt(2)
                .retryingAt(now.plusSeconds(1_200), blast.accountId())));
        assertThat(recipients.of(range(blast, 1, 1, 2), true)).isEmpty();
        assertThat(recipients.of(range(blast, 1, 1, 3), true)).hasSize(1);
    }

    @Test
    void rangeOfADomainReadsItsRecipientsOnly() {
        QueuedPeople.Queued blast = queued.people(3);
        queued.sql("update recipient set email = 'ann@slow.example' where seq = 2 and blast_id = " + blast.blastId());

        assertThat(recipients.of(range(blast, 1, 3, 1, "slow.example"), true))
                .extracting(Queued::key)
                .containsExactly(blast.key(1));
        assertThat(recipients.of(range(blast, 1, 3, 1, "x.example"), true))
                .extracting(Queued::key)
                .containsExactly(blast.key(0), blast.key(2));
    }

    @Test
    void readingKnowsWhatHappenedToTheAddressesMeanwhile() {
        QueuedPeople.Queued first = queued.people(3);
        QueuedPeople.Queued second = queued.people(first.accountId(), 3);
        ledger.apply(List.of(
                NewEvent.of(first.key(0), EventType.BOUNCED, now),
                NewEvent.of(first.key(1), EventType.UNSUBSCRIBED, now)));

        List<Queued> found = recipients.of(range(second, 1, 3, 1), true);

        assertThat(found)
                .extracting(Queued::eligibility)
                .containsExactly(Eligibility.INVALID, Eligibility.UNSUBSCRIBED, Eligibility.ELIGIBLE);
        assertThat(recipients.ineligible(range(second, 1, 3, 1), true))
                .containsExactlyInAnyOrder(second.key(0), second.key(1));
        assertThat(recipients.ineligible(range(second, 1, 3, 1), false)).containsExactly(second.key(0));
    }

    @Test
    void cancellationConcludesWhoHasNoOutcomeAndKeepsTheCounters() {
        QueuedPeople.Queued blast = queued.people(6);
        ledger.apply(List.of(
                NewEvent.of(blast.key(0), EventType.DELIVERED, now).asAttempt(1),
                NewEvent.of(blast.key(1), EventType.ACCEPTED, now).asAttempt(1),
                NewEvent.of(blast.key(2), EventType.DEFERRED, now)
                        .asAttempt(1)
                        .because("Mailbox full", "full", "452 4.2.2")
                        .retryingAt(now.plusSeconds(600), blast.accountId())));

        cancel(range(blast, 1, 6, 1), range(blast, 3, 3, 2));

        assertThat(queued.statuses(blast))
                .containsExactly(
                        RecipientStatus.DELIVERY,
                        RecipientStatus.SENT,
                        RecipientStatus.FAILED,
                        RecipientStatus.FAILED,
                        RecipientStatus.FAILED,
                        RecipientStatus.FAILED);
        assertThat(queued.rows(blast).subList(2, 6)).allSatisfy(row -> {
            assertThat(row.reason).isEqualTo(RecipientCreation.CANCELLED_REASON);
            assertThat(row.nextAttemptAt).isNull();
        });
        RecipientCounts counts = counts(blast);
        assertThat(counts.failed).isEqualTo(4);
        assertThat(counts.sent).isEqualTo(1);
        assertThat(counts.waiting).isZero();
        assertThat(invariants.hold(blast.blastId())).isEqualTo(6);
    }

    @Test
    void cancellationOfADomainLeavesTheOthers() {
        QueuedPeople.Queued blast = queued.people(3);
        queued.sql("update recipient set email = 'ann@slow.example' where seq = 2 and blast_id = " + blast.blastId());

        cancel(range(blast, 1, 3, 1, "slow.example"));

        assertThat(queued.statuses(blast))
                .containsExactly(RecipientStatus.SENT, RecipientStatus.FAILED, RecipientStatus.SENT);
        invariants.hold(blast.blastId());
    }

    @Test
    void messageAcceptedWhileItsBlastIsCancelledCountsAsDelivered() {
        QueuedPeople.Queued blast = queued.people(2);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now).asAttempt(1)));

        cancel(range(blast, 1, 2, 1));

        assertThat(queued.statuses(blast)).containsExactly(RecipientStatus.DELIVERY, RecipientStatus.FAILED);
        invariants.hold(blast.blastId());
    }

    private void cancel(QueuedRange... ranges) {
        transactions.run(
                connection -> recipients.conclude(connection, List.of(ranges), QueuedRecipients.Ending.CANCELLED, now));
    }

    private static QueuedRange range(QueuedPeople.Queued blast, int first, int last, int attempt) {
        return range(blast, first, last, attempt, "");
    }

    private static QueuedRange range(QueuedPeople.Queued blast, int first, int last, int attempt, String domain) {
        return new QueuedRange(
                0, 0, blast.accountId(), Flow.MARKETING, blast.blastId(), new SeqRange(first, last), attempt, domain);
    }

    private static RecipientCounts counts(QueuedPeople.Queued blast) {
        return QuarkusTransaction.requiringNew().call(() -> RecipientCounts.of(blast.blastId()));
    }
}
