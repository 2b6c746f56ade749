package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.blast.BlastStates;
import org.tidings.delivery.QueuedBlasts;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.DeliveryQueue;
import org.tidings.queue.QueuedRange;
import org.tidings.recipient.QueuedRecipients;
import org.tidings.recipient.RecipientKey;

/** Ranges that a node of the name {@code this-node} has leased, beside the dispatcher of the application. */
@QuarkusTest
class ClaimedRangesTest {

    private static final String NODE = "this-node";
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    DeliveryQueue queue;

    @Inject
    QueuedRecipients recipients;

    @Inject
    BlastStates states;

    @Inject
    Transactions transactions;

    @Inject
    QueuedBlasts blasts;

    @Inject
    TestAccounts accounts;

    @Inject
    Clock clock;

    /** So slow that nothing becomes due during a test. */
    private final DomainThrottle throttle = new DomainThrottle(Map.of("x.example", 0.01, "y.example", 0.01), () -> 0);

    private long account;
    private Blast blast;
    private List<RecipientKey> people;
    private ClaimedRanges ranges;

    @BeforeEach
    void aBlastUnderWay() {
        account = accounts.owner().accountId();
        blast = blasts.blast(
                account, BlastState.RUNNING, List.of("a@x.example", "b@y.example", "c@x.example", "d@z.example"));
        people = blasts.recipients(blast);
        ranges = ranges(NODE, LEASE);
    }

    @AfterEach
    void leaveNothingInTheQueue() {
        blasts.retire(account);
    }

    @Test
    void rangeWhoseMessagesAreAllRecordedIsDeleted() {
        ClaimedRange range = add(blasts.leased(blast, 1, 2, NODE), 2);
        range.recorded();
        ranges.settle();
        assertThat(state(range)).as("a message has no result").isEqualTo("2");

        range.recorded();
        ranges.settle();

        assertThat(state(range)).isNull();
        assertThat(ranges.isEmpty()).isTrue();
    }

    @Test
    void whatIsGivenBackWaitsForTheEarliestTimeAndForAnyNode() {
        Instant due = clock.instant().plus(Duration.ofHours(1));
        ClaimedRange range = add(blasts.leased(blast, 1, 4, NODE), 3);
        range.recorded();
        range.giveBack(due.plusSeconds(5));
        range.giveBack(due);

        ranges.settle();

        assertThat(row(range)).isEqualTo("1 1 4 1 '' ''");
        assertThat(due(range)).isEqualTo(seconds(due));
        assertThat(ranges.isEmpty()).isTrue();
    }

    @Test
    void whatIsGivenBackOfAPausedOrCancelledBlastIsHeld() {
        for (BlastState state : List.of(BlastState.PAUSED, BlastState.CANCELLED)) {
            QueuedRange queued = blasts.leased(blast, 1, 4, NODE);
            ClaimedRange range = add(queued, 1);
            set(state);
            range.giveBack(clock.instant());

            ranges.settle();

            // a cancelled one may have been concluded by now
            assertThat(state(range)).isIn("3", state == BlastState.CANCELLED ? null : "3");
        }
    }

    @Test
    void whatIsGivenBackOfAClearedBlastIsDeleted() {
        ClaimedRange range = add(blasts.leased(blast, 1, 4, NODE), 1);
        blasts.sql("update blast set state = 'COMPLETED', cleared = true where id = " + blast.key());
        range.giveBack(clock.instant());

        ranges.settle();

        assertThat(state(range)).isNull();
    }

    @Test
    void whatIsHeldBackBecomesOneRowForEachDomain() {
        Instant now = clock.instant();
        assertThat(throttle.tryAcquire("x.example", now)).isTrue();
        assertThat(throttle.tryAcquire("y.example", now)).isTrue();
        ClaimedRange range = add(blasts.leased(blast, 1, 4, NODE), 4);
        range.holdBack("x.example", 1);
        range.holdBack("y.example", 2);
        range.holdBack("x.example", 3);
        range.recorded();

        ranges.settle();

        assertThat(state(range)).isNull();
        assertThat(rows()).isEqualTo("1 1 3 1 'x.example' ''; 1 2 2 1 'y.example' ''");
        assertThat(blasts.value("select min(due_at) from delivery_queue where blast_id = " + blast.key()))
                .startsWith(seconds(now.plusSeconds(100)));
    }

    /** Two rows for the same recipients could be sent at the same time. */
    @Test
    void whatIsHeldBackOfARangeThatAnotherNodeHasTakenOverIsLeftToThatNode() {
        ClaimedRange range = add(blasts.leased(blast, 1, 4, "other-node"), 1);
        range.holdBack("x.example", 1);

        ranges.settle();

        assertThat(rows()).isEqualTo("2 1 4 1 '' 'other-node'");
        assertThat(ranges.isEmpty()).isTrue();
    }

    /** Its reservation comes after that of the first. */
    @Test
    void secondRangeOfADomainIsDueAfterTheFirst() {
        Instant now = clock.instant();
        assertThat(throttle.tryAcquire("x.example", now)).isTrue();
        for (int seq = 1; seq <= 3; seq += 2) {
            ClaimedRange range = add(blasts.leased(blast, seq, seq, NODE), 1);
            range.holdBack("x.example", seq);
            ranges.settle();
        }
        assertThat(rows()).isEqualTo("1 1 1 1 'x.example' ''; 1 3 3 1 'x.example' ''");
        assertThat(blasts.value("select max(due_at) from delivery_queue where blast_id = " + blast.key()))
                .startsWith(seconds(now.plusSeconds(200)));
    }

    @Test
    void rowOfADomainStaysOneRowAndIsTriedAgainAtItsRate() {
        Instant before = clock.instant();
        ClaimedRange range = add(blasts.leasedOfDomain(blast, 1, 3, "x.example", NODE), 2);
        range.recorded();
        range.holdBack("x.example", 3);

        ranges.settle();

        assertThat(row(range)).isEqualTo("1 1 3 1 'x.example' ''");
        assertThat(due(range)).isBetween(seconds(before.plusSeconds(100)), seconds(before.plusSeconds(130)));
    }

    /** It is read again as a whole, and held back again. */
    @Test
    void rangeThatIsGivenBackAndHeldBackStaysOneRow() {
        ClaimedRange range = add(blasts.leased(blast, 1, 4, NODE), 2);
        range.holdBack("x.example", 1);
        range.giveBack(clock.instant().plus(Duration.ofHours(1)));

        ranges.settle();

        assertThat(rows()).isEqualTo("1 1 4 1 '' ''");
        assertThat(row(range)).isEqualTo("1 1 4 1 '' ''");
    }

    @Test
    void rangeThatCannotBeSettledKeepsNoOtherWaiting() {
        ClaimedRange bad = add(blasts.leased(blast, 1, 1, NODE), 1);
        ClaimedRange good = add(blasts.leased(blast, 2, 2, NODE), 1);
        ClaimedRange last = add(blasts.leased(blast, 3, 3, NODE), 1);
        good.giveBack(clock.instant().plus(Duration.ofHours(1)));
        bad.holdBack("x".repeat(255), 1); // longer than its column
        last.giveBack(clock.instant().plus(Duration.ofHours(1)));

        for (int i = 0; i < 2; i++) {
            ranges.settle();
            assertThat(state(bad)).isEqualTo("2");
            assertThat(state(good)).isEqualTo("1");
            assertThat(state(last)).isEqualTo("1");
        }
    }

    @Test
    void rangeOfAnotherNodeIsLeftAlone() {
        ClaimedRange range = add(blasts.leased(blast, 1, 4, "other-node"), 1);
        range.giveBack(clock.instant());
        ranges.settle();
        assertThat(row(range)).isEqualTo("2 1 4 1 '' 'other-node'");
    }

    @Test
    void pausedOrCancelledBlastIsNotBegunAnyMoreAfterALook() {
        for (BlastState state : List.of(BlastState.PAUSED, BlastState.CANCELLED)) {
            set(BlastState.RUNNING);
            ClaimedRange range = add(blasts.leased(blast, 1, 4, NODE), 4);
            ranges.refresh();
            assertThat(range.isValid(System.nanoTime())).isTrue();

            set(state);
            ranges.refresh();

            assertThat(range.isValid(System.nanoTime())).isFalse();
        }
    }

    @Test
    void pauseByTheCircuitBreakerStopsOnlyThatBlastAtOnce() {
        Blast other = blasts.blast(account, BlastState.RUNNING, List.of("a@x.example"));
        ClaimedRange stopped = add(blasts.leased(blast, 1, 4, NODE), 4);
        ClaimedRange goesOn = add(blasts.leased(other, 1, 4, NODE), 4);
        ranges.refresh();

        ranges.stop(blast.key());

        assertThat(stopped.isValid(System.nanoTime())).isFalse();
        assertThat(goesOn.isValid(System.nanoTime())).isTrue();
    }

    @Test
    void leaseIsRenewedWhenHalfOfItIsSpent() {
        ClaimedRange young = add(blasts.leased(blast, 1, 1, NODE), 1);
        ClaimedRange old =
                add(blasts.leased(blast, 2, 2, NODE), 1, LEASE.dividedBy(2).plusSeconds(1));
        String before = due(young);
        Instant now = clock.instant();

        ranges.refresh();

        assertThat(due(young)).isEqualTo(before);
        assertThat(due(old))
                .isBetween(seconds(now.plus(LEASE)), seconds(now.plus(LEASE).plusSeconds(30)));
        assertThat(old.isToBeRenewed(System.nanoTime())).isFalse();
        assertThat(old.isValid(System.nanoTime())).isTrue();
    }

    @Test
    void leaseThatAnotherNodeHasTakenOverIsGoneForGood() {
        ClaimedRange lost = add(
                blasts.leased(blast, 1, 1, "other-node"), 1, LEASE.dividedBy(2).plusSeconds(1));
        String before = due(lost);

        ranges.refresh();
        ranges.refresh();

        assertThat(lost.isValid(System.nanoTime())).isFalse();
        assertThat(due(lost)).isEqualTo(before);
    }

    /** Also when its messages are sent and only their outcomes are missing. */
    @Test
    void rangeStaysLeasedUntilItsOutcomesAreStored() {
        ClaimedRange range =
                add(blasts.leased(blast, 1, 2, NODE), 2, LEASE.dividedBy(2).plusSeconds(1));
        range.recorded();
        ranges.settle();
        ranges.refresh();
        assertThat(state(range)).isEqualTo("2");
        assertThat(range.isToBeRenewed(System.nanoTime())).isFalse();
    }

    @Test
    void whoBecomesIneligibleWhileTheRangeWaitsIsFoundOut() {
        change("unsubscribed_at = utc_timestamp(6)", "a@x.example");
        change("invalid_since = utc_timestamp(6), invalid_reason = 'No such mailbox'", "b@y.example");
        ClaimedRange range = add(blasts.leased(blast, 1, 4, NODE), 4, Duration.ofMillis(501));
        ClaimedRange fresh = add(blasts.leased(blast, 1, 4, NODE), 4, Duration.ZERO);

        ranges.refresh();

        assertThat(range.isIneligible(people.get(0))).isTrue();
        assertThat(range.isIneligible(people.get(1))).isTrue();
        assertThat(range.isIneligible(people.get(2))).isFalse();
        assertThat(fresh.eligibleAsOfNanos()).isLessThan(range.eligibleAsOfNanos());
    }

    @Test
    void unsubscribedGetServiceNotices() {
        change("unsubscribed_at = utc_timestamp(6)", "a@x.example");
        QueuedRange queued = blasts.leased(blast, 1, 4, NODE);
        ClaimedRange notice = new ClaimedRange(
                queued,
                false,
                SampleMessages.prepared(),
                4,
                System.nanoTime() - Duration.ofMillis(501).toNanos(),
                LEASE,
                ranges::complete);
        ranges.add(notice);

        ranges.refresh();

        assertThat(notice.isIneligible(people.get(0))).isFalse();
    }

    /** Longer than a third of a lease, as of a server that was stopped and goes on. */
    @Test
    void databaseThatHungWasAwayAndWhatItGaveIsGivenBack() {
        set(BlastState.PAUSED); // so that the dispatcher sends none of it
        QueuedRange queued = blasts.range(blast, QueuedBlasts.READY, 1, 4);
        ClaimedRanges impatient = ranges("impatient-node", Duration.ofNanos(3));

        assertThat(impatient.claim(16, 100)).isEmpty();

        assertThat(blasts.value("select node from delivery_queue where id = " + queued.id()))
                .isNotEqualTo("impatient-node");
    }

    /** Whatever thread noticed it, so that every node can store first what it sent. */
    @Test
    void nothingIsClaimedForAMomentAfterAnOutage() {
        set(BlastState.PAUSED);
        long away = System.nanoTime();
        ranges.databaseWasAway();
        await().until(() -> {
            blasts.range(blast, QueuedBlasts.READY, 1, 4); // another time if the dispatcher is quicker
            return !ranges.claim(16, 100).isEmpty();
        });
        assertThat(System.nanoTime() - away)
                .isGreaterThanOrEqualTo(Duration.ofMillis(2_500).toNanos());
    }

    private ClaimedRanges ranges(String node, Duration lease) {
        return new ClaimedRanges(queue, recipients, states, transactions, throttle, node, lease, clock);
    }

    private ClaimedRange add(QueuedRange queued, int messages) {
        return add(queued, messages, Duration.ZERO);
    }

    private ClaimedRange add(QueuedRange queued, int messages, Duration age) {
        ClaimedRange range = new ClaimedRange(
                queued,
                true,
                SampleMessages.prepared(),
                messages,
                System.nanoTime() - age.toNanos(),
                LEASE,
                ranges::complete);
        ranges.add(range);
        return range;
    }

    private void set(BlastState state) {
        blasts.sql("update blast set state = '" + state + "' where id = " + blast.key());
    }

    private void change(String what, String email) {
        blasts.sql("update address set " + what + " where account_id = " + account + " and email = '" + email + "'");
    }

    private @Nullable String state(ClaimedRange range) {
        return blasts.value(
                "select state from delivery_queue where id = " + range.queued().id());
    }

    private static String columns() {
        return "concat_ws(' ', state, first_seq, last_seq, attempt, quote(domain), quote(node))";
    }

    private @Nullable String row(ClaimedRange range) {
        return blasts.value("select " + columns() + " from delivery_queue where id = "
                + range.queued().id());
    }

    private @Nullable String rows() {
        return blasts.value("select group_concat(" + columns() + " order by domain, first_seq separator '; ')"
                + " from delivery_queue where blast_id = " + blast.key());
    }

    /** Truncated to seconds. */
    private String due(ClaimedRange range) {
        return String.valueOf(
                blasts.value("select date_format(due_at, '%Y-%m-%d %H:%i:%s') from delivery_queue where id = "
                        + range.queued().id()));
    }

    private static String seconds(Instant at) {
        return at.toString().substring(0, 19).replace('T', ' ');
    }
}
