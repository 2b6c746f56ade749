package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.QueuedPeople;
import org.tidings.recipient.Recipient;
import org.tidings.recipient.RecipientQueue;
import org.tidings.recipient.RecipientQueue.Claimed;

@QuarkusTest
class LeasesTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    RecipientQueue queue;

    @Inject
    QueuedPeople queued;

    @Inject
    TestClock clock;

    private QueuedPeople.Queued blast;
    private Leases leases;
    private Claimed mine;

    @BeforeEach
    void claim() {
        blast = queued.people(1);
        leases = new Leases(queue, "this-node", LEASE, clock);
        mine = leases.claim(blast.blastId(), 10).get(0);
    }

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void isGoodWhileThereIsTimeToSpare() {
        assertThat(leases.isGood(mine)).isTrue();
        clock.advance(Duration.ofSeconds(45));
        assertThat(leases.isGood(mine)).isTrue();
        clock.advance(Duration.ofSeconds(6));
        assertThat(leases.isGood(mine)).isFalse();
    }

    /** As by two threads of a node that slept. */
    @Test
    void claimOfAnotherThreadMakesNobodyGoodAgain() {
        clock.advance(LEASE.plusSeconds(1));
        Claimed again = leases.claim(blast.blastId(), 10).get(0);
        assertThat(again.id()).isEqualTo(mine.id());

        assertThat(leases.isGood(mine)).isFalse();
        assertThat(leases.isGood(again)).isTrue();

        leases.release(Map.of(mine, clock.instant()));
        assertThat(leases.isGood(again)).isTrue();
        assertThat(leases.claim(blast.blastId(), 10)).isEmpty();
    }

    @Test
    void youngLeaseIsNotRenewed() {
        Instant before = dueAt();
        clock.advance(Duration.ofSeconds(20));
        leases.renew();
        assertThat(dueAt()).isEqualTo(before);
    }

    @Test
    void halfSpentLeaseIsRenewed() {
        Instant before = dueAt();
        clock.advance(Duration.ofSeconds(31));
        leases.renew();

        assertThat(dueAt()).isAfter(before.plusSeconds(30));
        clock.advance(Duration.ofSeconds(31));
        assertThat(leases.isGood(mine)).isTrue();
    }

    @Test
    void leaseThatRanOutIsGoneForGood() {
        clock.advance(LEASE.plusSeconds(1));
        Leases other = new Leases(queue, "other-node", LEASE, clock);
        assertThat(other.claim(blast.blastId(), 10)).hasSize(1);
        Instant othersLease = dueAt();

        leases.renew();

        assertThat(leases.isGood(mine)).isFalse();
        assertThat(dueAt()).isEqualTo(othersLease);
    }

    @Test
    void whatIsDoneIsNotRenewed() {
        leases.attempted(blast.id(0));
        leases.recorded(blast.id(0));
        Instant before = dueAt();
        clock.advance(Duration.ofSeconds(40));
        leases.renew();

        assertThat(leases.isGood(mine)).isFalse();
        assertThat(dueAt()).isEqualTo(before);
    }

    @Test
    void whatIsSentStaysOursUntilItsOutcomeIsStored() {
        leases.attempted(blast.id(0));
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(40));
            leases.renew();
        }

        assertThat(leases.isGood(mine)).isFalse();
        assertThat(new Leases(queue, "other-node", LEASE, clock).claim(blast.blastId(), 10))
                .isEmpty();
    }

    /** Else all those mailed meanwhile would be mailed again, were the process killed. */
    @Test
    void sendingWaitsWhileAnOutcomeWaits() {
        QueuedPeople.Queued two = queued.people(2);
        Claimed first = leases.claim(two.blastId(), 1).get(0);
        Claimed second = leases.claim(two.blastId(), 1).get(0);
        leases.attempted(first.id());
        await().until(() -> !leases.isGood(second));
        assertThat(leases.claim(two.blastId(), 1)).isEmpty();

        leases.recorded(first.id());
        assertThat(leases.isGood(second)).isTrue();
    }

    @Test
    void sendingGoesOnBesideAnOutcomeThatCannotBeStored() {
        QueuedPeople.Queued two = queued.people(2);
        Claimed first = leases.claim(two.blastId(), 1).get(0);
        leases.attempted(first.id());
        await().until(() -> !leases.isGood(mine));

        leases.unstorable(first.id());
        assertThat(leases.isGood(mine)).isTrue();
        assertThat(leases.claim(two.blastId(), 10)).hasSize(1);
    }

    /** Longer than a third of a lease, as of a server that was stopped and goes on. */
    @Test
    void aDatabaseThatHungWasAwayAndWhomItGaveIsGivenBack() {
        leases.release(Map.of(mine, clock.instant()));
        Leases impatient = new Leases(queue, "other-node", Duration.ofMillis(1), clock);
        assertThat(impatient.claim(blast.blastId(), 10)).isEmpty();
        assertThat(claimedBy()).isNull();
        assertThat(leases.claim(blast.blastId(), 10)).hasSize(1);
    }

    /** Whatever thread noticed it, so that every node can store first what it sent. */
    @Test
    void nobodyIsClaimedForAMomentAfterAnOutage() {
        leases.release(Map.of(mine, clock.instant()));
        leases.databaseWasAway();
        assertThat(leases.claim(blast.blastId(), 10)).isEmpty();
        assertThat(claimedBy()).isNull();
        await().untilAsserted(
                        () -> assertThat(leases.claim(blast.blastId(), 10)).hasSize(1));
    }

    private @Nullable String claimedBy() {
        return QuarkusTransaction.requiringNew().call(() -> Recipient.<Recipient>findById(blast.id(0)).claimedBy);
    }

    @Test
    void releasedRecipientIsDueAgainForAnyone() {
        leases.release(Map.of(mine, clock.instant()));

        assertThat(leases.isGood(mine)).isFalse();
        assertThat(new Leases(queue, "other-node", LEASE, clock).claim(blast.blastId(), 10))
                .hasSize(1);
    }

    private Instant dueAt() {
        return QuarkusTransaction.requiringNew().call(() -> Recipient.<Recipient>findById(blast.id(0)).dueAt);
    }
}
