package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.QueuedPeople;
import org.tidings.recipient.Recipient;
import org.tidings.recipient.RecipientQueue;

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

    @BeforeEach
    void claim() {
        blast = queued.people(1);
        leases = new Leases(queue, "this-node", LEASE, clock);
        assertThat(leases.claim(blast.blastId(), 10)).hasSize(1);
    }

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void isGoodWhileThereIsTimeToSpare() {
        assertThat(leases.isGood(blast.id(0))).isTrue();
        clock.advance(Duration.ofSeconds(45));
        assertThat(leases.isGood(blast.id(0))).isTrue();
        clock.advance(Duration.ofSeconds(6));
        assertThat(leases.isGood(blast.id(0))).isFalse();
    }

    @Test
    void whatIsNotHeldIsNotGood() {
        assertThat(leases.isGood(blast.id(0) + 1)).isFalse();
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
        assertThat(leases.isGood(blast.id(0))).isTrue();
    }

    @Test
    void leaseThatRanOutIsGoneForGood() {
        clock.advance(LEASE.plusSeconds(1));
        Leases other = new Leases(queue, "other-node", LEASE, clock);
        assertThat(other.claim(blast.blastId(), 10)).hasSize(1);
        Instant othersLease = dueAt();

        leases.renew();

        assertThat(leases.isGood(blast.id(0))).isFalse();
        assertThat(dueAt()).isEqualTo(othersLease);
    }

    @Test
    void whatIsDoneIsNotRenewed() {
        leases.attempted(blast.id(0));
        leases.recorded(blast.id(0));
        Instant before = dueAt();
        clock.advance(Duration.ofSeconds(40));
        leases.renew();

        assertThat(leases.isGood(blast.id(0))).isFalse();
        assertThat(dueAt()).isEqualTo(before);
    }

    @Test
    void whatIsSentStaysOursUntilItsOutcomeIsStored() {
        leases.attempted(blast.id(0));
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(40));
            leases.renew();
        }

        assertThat(leases.isGood(blast.id(0))).isFalse();
        assertThat(new Leases(queue, "other-node", LEASE, clock).claim(blast.blastId(), 10))
                .isEmpty();
    }

    @Test
    void releasedRecipientIsDueAgainForAnyone() {
        leases.release(Map.of(blast.id(0), clock.instant()));

        assertThat(leases.isGood(blast.id(0))).isFalse();
        assertThat(new Leases(queue, "other-node", LEASE, clock).claim(blast.blastId(), 10))
                .hasSize(1);
    }

    private Instant dueAt() {
        return QuarkusTransaction.requiringNew().call(() -> Recipient.<Recipient>findById(blast.id(0)).dueAt);
    }
}
