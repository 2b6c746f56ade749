package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.delivery.QueuedBlasts;
import org.tidings.queue.DeliveryQueue;
import org.tidings.queue.QueuedRange;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

@QuarkusTest
class EndedRangesTest {

    private static final String NODE = "this-node";

    @Inject
    EndedRanges ended;

    @Inject
    DeliveryQueue queue;

    @Inject
    QueuedBlasts blasts;

    @Inject
    TestAccounts accounts;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    private Blast blast;
    private List<RecipientKey> people;

    @BeforeEach
    void fourPeopleWait() {
        blast = blasts.blast(
                accounts.owner().accountId(),
                BlastState.RUNNING,
                List.of("a@x.example", "b@x.example", "c@x.example", "d@y.example"));
        people = blasts.recipients(blast);
    }

    @AfterEach
    void leaveNothingInTheQueue() {
        blasts.retire(blast.accountId);
    }

    @Test
    void whoIsBeingSentMayArriveAndIsConcludedWhenNot() {
        QueuedRange leased = blasts.leased(blast, 1, 2, NODE);
        blasts.range(blast, QueuedBlasts.HELD, 3, 4);
        cancel();

        ended.conclude();
        assertThat(blasts.statuses(blast)).isEqualTo("0 0 7 7");

        ledger.apply(List.of(
                NewEvent.of(people.get(0), EventType.DELIVERED, clock.instant()).asAttempt(1),
                NewEvent.of(people.get(1), EventType.DEFERRED, clock.instant())
                        .asAttempt(1)
                        .retryingAt(clock.instant().plus(Duration.ofHours(6)), blast.accountId)));
        queue.finish(List.of(leased.id()), NODE);
        ended.conclude();

        assertThat(blasts.statuses(blast)).isEqualTo("1 7 7 7");
        assertThat(queued()).isZero();
        assertThat(blasts.value("select concat_ws(' ', sent, delivery, failed, waiting) from recipient_counts"
                        + " where blast_id = " + blast.key()))
                .isEqualTo("0 1 3 0");
    }

    @Test
    void whatTheHolderGivesBackIsConcludedToo() {
        QueuedRange leased = blasts.leased(blast, 1, 4, NODE);
        cancel();
        ended.conclude();
        assertThat(blasts.statuses(blast)).isEqualTo("0 0 0 0");

        queue.hold(leased.id(), NODE);
        ended.conclude();

        assertThat(blasts.statuses(blast)).isEqualTo("7 7 7 7");
        assertThat(blasts.value("select reason from recipient where seq = 1 and blast_id = " + blast.key()))
                .isEqualTo("Not sent: sending was cancelled");
    }

    @Test
    void rowOfOneDomainConcludesNobodyElse() {
        QueuedRange leased = blasts.leasedOfDomain(blast, 1, 4, "x.example", NODE);
        blasts.leasedOfDomain(blast, 4, 4, "y.example", "other-node");
        cancel();
        queue.hold(leased.id(), NODE);

        ended.conclude();

        assertThat(blasts.statuses(blast)).isEqualTo("7 7 7 0");
    }

    @Test
    void manyRangesAreConcludedAtOnce() {
        blasts.add(blast, List.of("e@x.example", "f@x.example", "g@x.example"));
        for (int seq = 1; seq <= 7; seq++) {
            blasts.range(blast, QueuedBlasts.HELD, seq, seq);
        }
        cancel();

        ended.conclude();

        assertThat(blasts.statuses(blast)).isEqualTo("7 7 7 7 7 7 7");
        assertThat(queued()).isZero();
    }

    /** Those whom it was tried to reach say why not; the others were not tried. */
    @Test
    void nobodyIsTriedAnyMoreOnceTheMessageIsUseless() {
        ledger.apply(List.of(NewEvent.of(people.get(0), EventType.DEFERRED, clock.instant())
                .asAttempt(1)
                .because("Mailbox full", "mailbox-full", "4.2.2")
                .retryingAt(clock.instant().plus(Duration.ofHours(6)), blast.accountId)));
        QueuedRange leased = blasts.leased(blast, 2, 2, NODE);
        blasts.range(blast, QueuedBlasts.HELD, 3, 4);
        ended.conclude();
        assertThat(blasts.statuses(blast)).isEqualTo("0 0 0 0");

        blasts.sql("update blast set useless_after = utc_timestamp(6) where id = " + blast.key());
        ended.conclude();
        assertThat(blasts.statuses(blast)).isEqualTo("7 0 7 7");

        ledger.apply(List.of(
                NewEvent.of(people.get(1), EventType.DELIVERED, clock.instant()).asAttempt(1)));
        queue.finish(List.of(leased.id()), NODE);
        ended.conclude();

        assertThat(blasts.statuses(blast)).isEqualTo("7 1 7 7");
        assertThat(reason(1)).isEqualTo("Too late: mailbox full");
        assertThat(reason(3)).isEqualTo("Too late: not sent before the message became useless");
        assertThat(blasts.value("select group_concat(distinct d.value) from recipient r join dictionary d"
                        + " on d.id = r.reason_key where r.status = 7 and r.blast_id = " + blast.key()))
                .isEqualTo("too-late");
        assertThat(blasts.value("select concat_ws(' ', sent, delivery, failed, waiting) from recipient_counts"
                        + " where blast_id = " + blast.key()))
                .isEqualTo("0 1 3 0");
        assertThat(queued()).isZero();
    }

    /** What the dispatcher claims of it goes back, and nobody is mailed. */
    @Test
    void uselessBlastIsNotSentByTheDispatcher() {
        blasts.sql("update blast set useless_after = utc_timestamp(6) where id = " + blast.key());
        blasts.range(blast, QueuedBlasts.READY, 1, 4);

        await().untilAsserted(() -> assertThat(blasts.statuses(blast)).isEqualTo("7 7 7 7"));
        assertThat(blasts.value("select max(attempts) from recipient where blast_id = " + blast.key()))
                .isEqualTo("0");
    }

    private String reason(int seq) {
        return String.valueOf(
                blasts.value("select reason from recipient where seq = " + seq + " and blast_id = " + blast.key()));
    }

    @Test
    void pausedBlastIsLeftAlone() {
        blasts.range(blast, QueuedBlasts.HELD, 1, 4);
        blasts.sql("update blast set state = 'PAUSED' where id = " + blast.key());

        ended.conclude();

        assertThat(blasts.statuses(blast)).isEqualTo("0 0 0 0");
        assertThat(queued()).isOne();
    }

    private void cancel() {
        blasts.sql("update blast set state = 'CANCELLED', cancelled_at = utc_timestamp(6) where id = " + blast.key());
    }

    private int queued() {
        return Integer.parseInt(
                String.valueOf(blasts.value("select count(*) from delivery_queue where blast_id = " + blast.key())));
    }
}
