package org.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.queue.QueueTables.ranges;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pause, resumption, cancellation and deletion of one blast's ranges. */
@QuarkusTest
class BlastQueueTest extends QueueTest {

    @Inject
    BlastQueue blasts;

    @Test
    void pauseHoldsWhatNobodyHasLeasedAndNoOtherBlast() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(3));
        tables.addRetries(ANN, OTHER, 1, clock.instant().plusSeconds(60));
        tables.add(ANN, Flow.MARKETING, OTHER, List.of(new SeqRange(2, 3)));
        queue.claim(1, 500, "a", LEASE);

        blasts.hold(BLAST);

        assertThat(tables.states(BLAST)).containsExactly(QueueState.LEASED, QueueState.HELD, QueueState.HELD);
        assertThat(tables.states(OTHER)).containsExactly(QueueState.WAITING, QueueState.READY);
    }

    @Test
    void pauseHoldsRetriesThatAreNotDueYetAndResumptionLetsThemWaitOn() {
        Instant due = clock.instant().plusSeconds(60);
        tables.addRetries(ANN, BLAST, 1, due);

        blasts.hold(BLAST);
        clock.advance(Duration.ofSeconds(30));
        assertThat(tables.states(BLAST)).containsExactly(QueueState.HELD);

        blasts.resume(BLAST, false, clock.instant());
        queue.promoteDue(Set.of());
        assertThat(tables.rows(BLAST)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(QueueState.WAITING);
            assertThat(row.dueAt()).isEqualTo(due);
        });
    }

    @Test
    void retriesThatBecameDueInAPauseAreClaimedAfterIt() {
        tables.addRetries(ANN, BLAST, 1, clock.instant().plusSeconds(60));
        blasts.hold(BLAST);
        clock.advance(Duration.ofSeconds(61));
        queue.promoteDue(Set.of());
        assertThat(queue.claim(16, 500, "a", LEASE)).isEmpty();

        blasts.resume(BLAST, false, clock.instant());
        queue.promoteDue(Set.of());

        assertThat(queue.claim(16, 500, "a", LEASE)).hasSize(1);
    }

    @Test
    void pauseProlongsASpreadBlast() {
        Instant start = clock.instant();
        tables.addSpread(ANN, BLAST, ranges(5), new Spread(start, Duration.ofMinutes(4), 5 * NewRanges.SIZE));
        assertThat(minutesFrom(start)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(queue.claim(16, 5_000, "a", LEASE)).hasSize(1);
        clock.advance(Duration.ofSeconds(40));
        blasts.hold(BLAST);
        clock.advance(Duration.ofHours(5));

        blasts.resume(BLAST, true, clock.instant());
        queue.promoteDue(Set.of());

        assertThat(minutesFrom(clock.instant()).subList(1, 5)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(queue.claim(16, 5_000, "a", LEASE)).isNotEmpty();
        clock.advance(Duration.ofMinutes(3).plusSeconds(1));
        queue.promoteDue(Set.of());
        assertThat(queue.claim(16, 5_000, "a", LEASE)).hasSize(3);
    }

    private List<Long> minutesFrom(Instant start) {
        return tables.rows(BLAST).stream()
                .map(row -> Duration.between(start, row.dueAt()).plusSeconds(30).toMinutes())
                .toList();
    }

    @Test
    void resumptionLeavesOtherBlastsHeld() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(1));
        tables.add(ANN, Flow.MARKETING, OTHER, ranges(1));
        blasts.hold(BLAST);
        blasts.hold(OTHER);

        blasts.resume(BLAST, false, clock.instant());

        assertThat(tables.states(BLAST)).containsExactly(QueueState.READY);
        assertThat(tables.states(OTHER)).containsExactly(QueueState.HELD);
    }

    @Test
    void heldRangesAreLockedAFewAtATimeByOneTransactionEach() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(5));
        queue.claim(1, 500, "a", LEASE);
        blasts.hold(BLAST);

        transactions.run(connection -> {
            List<QueuedRange> first = blasts.lockHeld(connection, BLAST, 3);
            List<QueuedRange> second = transactions.callNew(other -> blasts.lockHeld(other, BLAST, 3));
            assertThat(first).hasSize(3);
            assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
            blasts.delete(connection, first);
        });

        assertThat(tables.states(BLAST)).containsExactlyInAnyOrder(QueueState.LEASED, QueueState.HELD);
    }

    @Test
    void clearedBlastHasNoRangesLeft() {
        tables.add(ANN, Flow.MARKETING, BLAST, ranges(3));
        tables.add(ANN, Flow.MARKETING, OTHER, ranges(1));
        queue.claim(1, 500, "a", LEASE);
        blasts.hold(BLAST);

        transactions.run(connection -> blasts.clear(connection, BLAST));

        assertThat(tables.states(BLAST)).isEmpty();
        assertThat(tables.states(OTHER)).hasSize(1);
    }
}
