package org.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.queue.QueueTables.ranges;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Claims, leases and what a node does with the ranges that it has leased. */
@QuarkusTest
class DeliveryQueueTest extends QueueTest {

    @Test
    void claimTakesTheLowestTurnsOfAllBlastsAndAccounts() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(3));
        tables.add(BEN, Flow.SERVICE, OTHER, ranges(3));
        tables.setTurns(BLAST, 10, 40, 50);
        tables.setTurns(OTHER, 20, 30, 60);

        List<QueuedRange> claimed = claim("a", 4);

        assertThat(claimed).extracting(QueuedRange::turn).containsExactly(10L, 20L, 30L, 40L);
        assertThat(claimed).extracting(QueuedRange::blastId).containsExactly(BLAST, OTHER, OTHER, BLAST);
        assertThat(claimed).extracting(QueuedRange::accountId).containsExactly(ANN, BEN, BEN, ANN);
        assertThat(claimed)
                .extracting(QueuedRange::flow)
                .containsExactly(Flow.MARKETING, Flow.SERVICE, Flow.SERVICE, Flow.MARKETING);
        assertThat(claimed).extracting(QueuedRange::attempt).containsOnly(1);
    }

    @Test
    void claimEndsOnceEnoughMessagesAreTaken() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(5));

        assertThat(queue.claim(16, 900, "a", LEASE)).hasSize(2);
        assertThat(tables.states(BLAST))
                .containsExactly(
                        QueueState.LEASED, QueueState.LEASED, QueueState.READY, QueueState.READY, QueueState.READY);
    }

    @Test
    void largeRangeIsCutAndTheRestKeepsItsTurn() {
        tables.add(ANN, Flow.MARKETING, BLAST, List.of(new SeqRange(1, 500)));
        tables.setTurns(BLAST, 70);

        List<QueuedRange> claimed = queue.claim(16, 20, "a", LEASE);

        assertThat(claimed).extracting(QueuedRange::seqs).containsExactly(new SeqRange(1, 20));
        assertThat(tables.rows(BLAST))
                .extracting(QueueTables.Row::seqs)
                .containsExactly(new SeqRange(1, 20), new SeqRange(21, 500));
        assertThat(tables.states(BLAST)).containsExactly(QueueState.LEASED, QueueState.READY);
        assertThat(tables.turns(BLAST)).containsExactly(70L, 70L);
        assertThat(queue.claim(16, 500, "a", LEASE))
                .extracting(QueuedRange::seqs)
                .containsExactly(new SeqRange(21, 500));
    }

    @Test
    void rangeOfNoMoreThanTwiceWhatIsWantedIsNotCut() {
        tables.add(ANN, Flow.MARKETING, BLAST, List.of(new SeqRange(1, 500)));

        assertThat(queue.claim(16, 250, "a", LEASE))
                .extracting(QueuedRange::seqs)
                .containsExactly(new SeqRange(1, 500));
    }

    @Test
    void rowsThatAnotherTransactionLocksArePassedOver() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(4));
        List<Long> ids = tables.rows(BLAST).stream().map(QueueTables.Row::id).toList();
        transactions.run(other -> {
            try (PreparedStatement lock =
                    other.prepareStatement("select id from delivery_queue where id in (?, ?) for update")) {
                lock.setLong(1, ids.get(0));
                lock.setLong(2, ids.get(1));
                lock.executeQuery();
            }
            assertThat(claim("b", 16)).extracting(QueuedRange::id).containsExactly(ids.get(2), ids.get(3));
        });
    }

    @Test
    void parallelNodesShareTheQueueWithoutSharingARecipient() throws Exception {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(40));
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        List<Future<List<SeqRange>>> claims = new ArrayList<>();
        for (int node = 0; node < 8; node++) {
            String name = "node-" + node;
            claims.add(nodes.submit(() -> claimAll(name)));
        }
        List<SeqRange> all = new ArrayList<>();
        for (Future<List<SeqRange>> claim : claims) {
            all.addAll(claim.get(1, TimeUnit.MINUTES));
        }
        nodes.shutdown();
        all.addAll(claimAll("last"));

        assertThat(all.stream().flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last())))
                .hasSize(20_000)
                .doesNotHaveDuplicates();
    }

    private List<SeqRange> claimAll(String node) {
        List<SeqRange> mine = new ArrayList<>();
        for (List<QueuedRange> some = queue.claim(3, 220, node, LEASE);
                !some.isEmpty();
                some = queue.claim(3, 220, node, LEASE)) {
            some.forEach(range -> mine.add(range.seqs()));
        }
        return mine;
    }

    @Test
    void rangeIsNotClaimedAgainUntilItsLeaseEnds() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        assertThat(claim("a", 16)).hasSize(1);

        clock.advance(LEASE.minusSeconds(5));
        queue.promoteDue(Set.of());
        assertThat(claim("b", 16)).isEmpty();

        clock.advance(Duration.ofSeconds(6));
        queue.promoteDue(Set.of());
        assertThat(claim("b", 16)).hasSize(1);
    }

    /** Such as a node that could not reach the database in time: its messages are with the relay, and would go out twice. */
    @Test
    void expiredRangeThatTheNodeStillHoldsIsNotClaimedAgainByItself() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(2));
        List<Long> ids = ids(claim("a", 16));
        clock.advance(LEASE.plusSeconds(1));

        queue.promoteDue(Set.of(ids.get(0)));

        assertThat(tables.states(BLAST)).containsExactly(QueueState.LEASED, QueueState.READY);
        assertThat(queue.renew(ids, "a", LEASE)).containsExactly(ids.get(0));
    }

    /** Such as a node that was suspended while it deleted the range. */
    @Test
    void expiredRangeThatAnotherTransactionLocksDoesNotDelayTheOthers() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(2));
        List<Long> ids = ids(claim("a", 16));
        clock.advance(LEASE.plusSeconds(1));

        transactions.run(other -> {
            try (PreparedStatement lock =
                    other.prepareStatement("select id from delivery_queue where id = ? for update")) {
                lock.setLong(1, ids.get(0));
                lock.executeQuery();
            }
            queue.promoteDue(Set.of());
        });
        assertThat(tables.states(BLAST)).containsExactly(QueueState.LEASED, QueueState.READY);

        queue.promoteDue(Set.of());
        assertThat(tables.states(BLAST)).containsExactly(QueueState.READY, QueueState.READY);
    }

    @Test
    void renewedLeaseLastsFromTheRenewalOn() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        List<Long> ids = ids(claim("a", 16));
        clock.advance(LEASE.minusSeconds(5));

        assertThat(queue.renew(ids, "a", LEASE)).containsExactlyElementsOf(ids);

        clock.advance(LEASE.minusSeconds(5));
        queue.promoteDue(Set.of());
        assertThat(claim("b", 16)).isEmpty();
    }

    @Test
    void renewalReturnsOnlyTheRangesThatStillBelongToTheNode() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(4));
        List<Long> first = ids(claim("a", 2));
        List<Long> second = ids(claim("b", 2));
        queue.giveBack(first.get(1), "a", clock.instant());

        List<Long> all = new ArrayList<>(first);
        all.addAll(second);
        Instant before = tables.rows(BLAST).get(2).dueAt();
        clock.advance(Duration.ofSeconds(10));

        assertThat(queue.renew(all, "a", LEASE)).containsExactly(first.get(0));
        assertThat(tables.rows(BLAST).get(2).dueAt()).isEqualTo(before);
        assertThat(queue.renew(List.of(), "a", LEASE)).isEmpty();
    }

    @Test
    void rangeOfANodeThatLostItsLeaseBelongsToTheOneThatTookItOver() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        List<Long> ids = ids(claim("a", 16));
        clock.advance(LEASE.plusSeconds(1));
        queue.promoteDue(Set.of());
        claim("b", 16);

        assertThat(queue.renew(ids, "a", LEASE)).isEmpty();
        queue.giveBack(ids.get(0), "a", clock.instant());
        queue.hold(ids.get(0), "a");
        queue.finish(ids, "a");

        assertThat(tables.rows(BLAST)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(QueueState.LEASED);
            assertThat(row.node()).isEqualTo("b");
        });
    }

    @Test
    void rangeThatIsGivenBackKeepsItsTurnAndIsClaimedAgain() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        tables.setTurns(BLAST, 70);
        List<Long> ids = ids(claim("a", 16));

        queue.giveBack(ids.get(0), "a", clock.instant());

        assertThat(tables.rows(BLAST)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(QueueState.READY);
            assertThat(row.turn()).isEqualTo(70);
            assertThat(row.node()).isEmpty();
        });
        assertThat(ids(claim("b", 16))).isEqualTo(ids);
    }

    @Test
    void rangeThatIsGivenBackForLaterWaitsUntilThen() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        queue.giveBack(ids(claim("a", 16)).get(0), "a", clock.instant().plusSeconds(60));

        queue.promoteDue(Set.of());
        assertThat(claim("a", 16)).isEmpty();

        clock.advance(Duration.ofSeconds(61));
        queue.promoteDue(Set.of());
        assertThat(claim("a", 16)).hasSize(1);
    }

    @Test
    void heldRangeIsNotClaimed() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        queue.hold(ids(claim("a", 16)).get(0), "a");
        clock.advance(LEASE.plusSeconds(1));
        queue.promoteDue(Set.of());

        assertThat(claim("a", 16)).isEmpty();
        assertThat(tables.states(BLAST)).containsExactly(QueueState.HELD);
    }

    @Test
    void finishedRangesAreGoneAndDoNotComeBack() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(3));
        List<Long> ids = ids(claim("a", 2));

        queue.finish(ids, "a");
        queue.giveBack(ids.get(0), "a", clock.instant());
        queue.renew(ids, "a", LEASE);

        assertThat(tables.rows(BLAST)).extracting(QueueTables.Row::id).doesNotContainAnyElementsOf(ids);
        assertThat(tables.states(BLAST)).containsExactly(QueueState.READY);
    }

    @Test
    void finishJoinsTheTransactionThatRecordsWhatFollows() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        List<Long> ids = ids(claim("a", 16));

        try {
            transactions.run(connection -> {
                queue.finish(ids, "a");
                throw new IllegalStateException("what follows cannot be stored");
            });
        } catch (IllegalStateException expected) {
            assertThat(tables.states(BLAST)).containsExactly(QueueState.LEASED);
        }
        transactions.run(connection -> queue.finish(ids, "a"));
        assertThat(tables.states(BLAST)).isEmpty();
    }

    @Test
    void retryIsClaimedOnceItIsDue() {
        tables.addRetries(ANN, BLAST, 2, clock.instant().plusSeconds(60));
        queue.promoteDue(Set.of());
        assertThat(claim("a", 16)).isEmpty();

        clock.advance(Duration.ofSeconds(61));
        queue.promoteDue(Set.of());

        List<QueuedRange> claimed = claim("a", 16);
        assertThat(claimed)
                .extracting(QueuedRange::seqs)
                .containsExactlyInAnyOrder(new SeqRange(1, 1), new SeqRange(2, 2));
        assertThat(claimed).extracting(QueuedRange::attempt).containsOnly(2);
    }

    @Test
    void claimReadsItsIndexInOrderAndSortsNothing() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(500));
        String plan = transactions.call(connection -> {
            try (PreparedStatement explain = connection.prepareStatement("explain select " + QueuedRange.COLUMNS
                            + " from delivery_queue force index (delivery_queue_ix_turn) where state = 0"
                            + " order by turn limit 16 for update skip locked");
                    ResultSet row = explain.executeQuery()) {
                row.next();
                return row.getString("key") + " " + row.getString("Extra");
            }
        });

        assertThat(plan).startsWith("delivery_queue_ix_turn ").doesNotContainIgnoringCase("filesort");
    }

    private List<QueuedRange> claim(String node, int ranges) {
        return queue.claim(ranges, 1_000_000, node, LEASE);
    }

    private static List<Long> ids(Collection<QueuedRange> ranges) {
        return ranges.stream().map(QueuedRange::id).toList();
    }
}
