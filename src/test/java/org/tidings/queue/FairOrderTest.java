package org.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.queue.QueueTables.ranges;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Start-time fair queueing: which ranges of several accounts, blasts and purposes are claimed first. */
@QuarkusTest
class FairOrderTest extends QueueTest {

    private static final int BATCH = 10;
    private static final long NOTICE = 2_000_003;
    private static final long SMALL = 2_000_004;
    private static final long MANY = 3_000_000;

    @Inject
    BlastQueue blasts;

    @Test
    void twoAccountsShareEquallyWhoeverCameFirst() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(100));
        send(20);
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(100));

        assertThat(messages(send(40), BEN)).isEqualTo(20 * NewRanges.SIZE);
    }

    @Test
    void thousandSmallBlastsOfOneAccountGetTheShareOfOneAccount() {
        transactions.run(connection ->
                IntStream.range(0, 1_000).forEach(i -> tables.add(ANN, Flow.MARKETING, MANY + i, ranges(1), 0, i + 1)));
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(100));

        List<QueuedRange> sent = send(100);

        assertThat(messages(sent, ANN)).isEqualTo(50 * NewRanges.SIZE);
        assertThat(messages(sent, BEN)).isEqualTo(50 * NewRanges.SIZE);
    }

    @Test
    void largeBlastsThatRunTogetherShareWhatTheirAccountGets() {
        transactions.run(connection ->
                IntStream.range(0, 1_000).forEach(i -> tables.add(ANN, Flow.MARKETING, MANY + i, ranges(3), 0, 1_000)));
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(100));

        assertThat(messages(send(100), BEN)).isEqualTo(50 * NewRanges.SIZE);
    }

    @Test
    void noticeAndSmallBlastOfAnAccountPassItsOwnLargeBlast() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(600));
        send(20);

        tables.add(ANN, Flow.SERVICE, NOTICE, List.of(new SeqRange(1, 50)), 0, 1);
        tables.add(ANN, Flow.MARKETING, SMALL, List.of(new SeqRange(1, 50)), 0, 1);

        assertThat(send(2)).extracting(QueuedRange::blastId).containsExactlyInAnyOrder(NOTICE, SMALL);
    }

    @Test
    void spreadBlastThatIsDueDelaysNoNotice() {
        Instant start = clock.instant();
        tables.addSpread(ANN, BLAST, ranges(600), new Spread(start, Duration.ofMinutes(10), 600 * NewRanges.SIZE));
        clock.advance(Duration.ofMinutes(10));
        queue.promoteDue(Set.of());
        send(20);

        tables.add(ANN, Flow.SERVICE, NOTICE, List.of(new SeqRange(1, 50)), 0, 1);

        assertThat(send(2)).extracting(QueuedRange::blastId).contains(NOTICE);
    }

    @Test
    void serviceNoticesWeighTenTimesAsMuchAsMarketing() {
        tables.add(ANN, Flow.SERVICE, NOTICE, ranges(200));
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(200));

        List<QueuedRange> sent = send(110);

        assertThat(messages(sent, ANN)).isEqualTo(100 * NewRanges.SIZE);
        assertThat(messages(sent, BEN)).isEqualTo(10 * NewRanges.SIZE);
    }

    @Test
    void blastThatIsResumedKeepsItsDistancesAndGetsNoPrecedence() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(100));
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(300));
        send(20);
        blasts.hold(BLAST);
        List<Long> before = turns(BLAST);
        send(200);
        long now = now();

        blasts.resume(BLAST, false, clock.instant());

        List<Long> after = turns(BLAST);
        assertThat(after.get(0)).isEqualTo(now);
        assertThat(distances(after)).isEqualTo(distances(before));
        assertThat(messages(send(40), BEN)).isBetween(19 * NewRanges.SIZE, 21 * NewRanges.SIZE);
    }

    @Test
    void blastThatIsResumedAtOnceLosesNothing() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(100));
        send(20);
        List<Long> before = turns(BLAST);

        blasts.hold(BLAST);
        blasts.resume(BLAST, false, clock.instant());

        assertThat(turns(BLAST)).isEqualTo(before);
    }

    @Test
    void launchThatContinuesAfterAPauseGetsNoPrecedence() {
        long end = tables.add(ANN, Flow.MARKETING, BLAST, ranges(2), 0, 1);
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(300));
        send(100);
        long now = now();

        tables.add(ANN, Flow.MARKETING, BLAST, ranges(50), end, 1);

        assertThat(turns(BLAST).get(0)).isEqualTo(now);
        assertThat(messages(send(40), BEN)).isBetween(19 * NewRanges.SIZE, 21 * NewRanges.SIZE);
    }

    @Test
    void launchThatIsAheadOfSendingContinuesWhereItEnded() {
        long end = tables.add(ANN, Flow.MARKETING, BLAST, ranges(2), 0, 1);

        tables.add(ANN, Flow.MARKETING, OTHER, ranges(1), end, 1);

        assertThat(turns(OTHER)).containsExactly(end);
    }

    @Test
    void manyRetriesThatBecomeDueAtOnceInterleaveWithFirstAttempts() {
        int retries = 10_000;
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(100));
        tables.addRetries(ANN, BLAST, retries, clock.instant());
        queue.promoteDue(Set.of());

        int ann = 0;
        int ben = 0;
        while (ann < retries) {
            for (QueuedRange range : claim(250)) {
                if (range.accountId() == ANN) {
                    ann += range.seqs().size();
                } else {
                    ben += range.seqs().size();
                }
                // ranges of 500 messages against groups of 50 retries
                assertThat(ben - ann).isBetween(-50, 500);
                if (ann == retries) {
                    break;
                }
            }
        }
    }

    @Test
    void retriesDoNotDelayFirstAttemptsOfTheirOwnAccount() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(100));
        send(20);
        tables.addRetries(ANN, BLAST, 5_000, clock.instant());
        queue.promoteDue(Set.of());
        tables.add(ANN, Flow.MARKETING, SMALL, List.of(new SeqRange(1, 50)));

        List<Long> next = claim(60).stream().map(QueuedRange::blastId).toList();

        assertThat(next).contains(SMALL);
    }

    @Test
    void virtualTimeDoesNotFallWhenTheQueueRunsEmpty() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(10));
        send(10);
        assertThat(tables.rows(BLAST)).isEmpty();
        long now = now();

        tables.add(BEN, Flow.MARKETING, OTHER, ranges(1));
        tables.add(ANN, Flow.MARKETING, SMALL, ranges(1));

        assertThat(now).isEqualTo(9L * 10 * NewRanges.SIZE);
        assertThat(turns(OTHER)).containsExactly(now);
        assertThat(turns(SMALL)).containsExactly(now);
    }

    @Test
    void virtualTimeIsTheGreatestTurnThatAnyNodeClaimed() {
        tables.add(BEN, Flow.MARKETING, OTHER, ranges(1));
        tables.setTurns(OTHER, 500);
        queue.claim(1, 500, "a", LEASE);
        assertThat(now()).isEqualTo(500);

        tables.add(ANN, Flow.MARKETING, SMALL, ranges(1));
        tables.setTurns(SMALL, 30);
        queue.claim(1, 500, "b", LEASE);
        queue.claim(1, 500, "a", LEASE);

        assertThat(now()).isEqualTo(500);
    }

    @Test
    void accountThatWasIdleGainsNothingByIt() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(200));
        send(100);

        tables.add(BEN, Flow.MARKETING, OTHER, ranges(100));

        assertThat(messages(send(40), BEN)).isEqualTo(20 * NewRanges.SIZE);
    }

    /** Claims so many ranges and finishes them. */
    private List<QueuedRange> send(int ranges) {
        List<QueuedRange> sent = new ArrayList<>();
        while (sent.size() < ranges) {
            List<QueuedRange> claimed = claim(Math.min(BATCH, ranges - sent.size()));
            assertThat(claimed).isNotEmpty();
            sent.addAll(claimed);
        }
        return sent;
    }

    private List<QueuedRange> claim(int ranges) {
        List<QueuedRange> claimed = queue.claim(ranges, 1_000_000, "a", LEASE);
        queue.finish(claimed.stream().map(QueuedRange::id).toList(), "a");
        return claimed;
    }

    private static int messages(List<QueuedRange> sent, long accountId) {
        return sent.stream()
                .filter(range -> range.accountId() == accountId)
                .mapToInt(range -> range.seqs().size())
                .sum();
    }

    private List<Long> turns(long blastId) {
        return tables.turns(blastId);
    }

    private static List<Long> distances(List<Long> turns) {
        return turns.stream().map(turn -> turn - turns.get(0)).toList();
    }

    private long now() {
        return transactions.call(VirtualTime::now);
    }
}
