package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.RecipientQueue.Claimed;

@QuarkusTest
class RecipientQueueTest {

    private static final Duration LEASE = Duration.ofMinutes(5);

    @Inject
    RecipientQueue queue;

    @Inject
    QueuedPeople queued;

    @Inject
    Ledger ledger;

    @Inject
    Transactions transactions;

    @Inject
    TestClock clock;

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void thoseDueLongestAreClaimedFirst() {
        QueuedPeople.Queued blast = queued.people(6);
        Instant now = clock.instant();
        for (int i = 0; i < 6; i++) {
            due(blast.id(i), now.minusSeconds(i));
        }

        assertThat(ids(queue.claim(blast.blastId(), 2, "a", LEASE)))
                .containsExactlyInAnyOrder(blast.id(5), blast.id(4));
        assertThat(ids(queue.claim(blast.blastId(), 100, "a", LEASE)))
                .containsExactlyInAnyOrder(blast.id(3), blast.id(2), blast.id(1), blast.id(0));
    }

    @Test
    void claimComesInOrderOfDueTime() {
        QueuedPeople.Queued blast = queued.people(6);
        Instant now = clock.instant();
        for (int i = 0; i < 6; i++) {
            due(blast.id(i), now.minusSeconds(i));
        }

        assertThat(ids(queue.claim(blast.blastId(), 3, "a", LEASE)))
                .containsExactly(blast.id(5), blast.id(4), blast.id(3));
    }

    @Test
    void whoIsClaimedIsNotClaimedAgainUntilTheLeaseEnds() {
        QueuedPeople.Queued blast = queued.people(3);
        assertThat(queue.claim(blast.blastId(), 100, "a", LEASE)).hasSize(3);
        assertThat(queue.claim(blast.blastId(), 100, "b", LEASE)).isEmpty();

        clock.advance(LEASE.minusSeconds(5));
        assertThat(queue.claim(blast.blastId(), 100, "b", LEASE)).isEmpty();

        clock.advance(Duration.ofSeconds(6));
        assertThat(queue.claim(blast.blastId(), 100, "b", LEASE)).hasSize(3);
    }

    @Test
    void whoIsNotDueYetIsLeftAlone() {
        QueuedPeople.Queued blast = queued.people(2);
        due(blast.id(0), clock.instant().plusSeconds(60));

        assertThat(ids(queue.claim(blast.blastId(), 100, "a", LEASE))).containsExactly(blast.id(1));
    }

    @Test
    void claimKnowsWhatHappenedToTheAddressMeanwhile() {
        QueuedPeople.Queued first = queued.people(3);
        QueuedPeople.Queued second = queued.people(first.accountId(), 3);
        ledger.apply(List.of(
                NewEvent.of(first.id(0), EventType.BOUNCED, clock.instant()),
                NewEvent.of(first.id(1), EventType.UNSUBSCRIBED, clock.instant())));

        List<Claimed> claimed = queue.claim(second.blastId(), 100, "a", LEASE);

        assertThat(claimed)
                .filteredOn(person -> person.standing().invalid())
                .extracting(Claimed::id)
                .containsExactly(second.id(0));
        assertThat(claimed)
                .filteredOn(person -> person.standing().unsubscribed())
                .extracting(Claimed::id)
                .containsExactly(second.id(1));
        assertThat(claimed).extracting(Claimed::firstName).containsOnly("Ann");
    }

    @Test
    void rowsThatAnotherNodeIsJustTakingAreSkippedNotWaitedFor() {
        QueuedPeople.Queued blast = queued.people(4);
        transactions.run(other -> {
            try (PreparedStatement lock =
                    other.prepareStatement("select id from recipient where id in (?, ?) for update")) {
                lock.setLong(1, blast.id(0));
                lock.setLong(2, blast.id(1));
                lock.executeQuery();
            }
            assertThat(ids(queue.claim(blast.blastId(), 100, "b", LEASE)))
                    .containsExactlyInAnyOrder(blast.id(2), blast.id(3));
        });
    }

    @Test
    void parallelNodesShareTheQueueWithoutSharingARecipient() throws Exception {
        QueuedPeople.Queued blast = queued.people(400);
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        List<Future<List<Long>>> claims = new ArrayList<>();
        for (int node = 0; node < 8; node++) {
            String name = "node-" + node;
            claims.add(nodes.submit(() -> {
                List<Long> mine = new ArrayList<>();
                for (List<Claimed> chunk = queue.claim(blast.blastId(), 10, name, LEASE);
                        !chunk.isEmpty();
                        chunk = queue.claim(blast.blastId(), 10, name, LEASE)) {
                    mine.addAll(ids(chunk));
                }
                return mine;
            }));
        }
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> claim : claims) {
            all.addAll(claim.get(1, TimeUnit.MINUTES));
        }
        nodes.shutdown();
        all.addAll(ids(queue.claim(blast.blastId(), 400, "last", LEASE)));

        Set<Long> different = new HashSet<>(all);
        assertThat(all).hasSize(400);
        assertThat(different).hasSize(400);
    }

    @Test
    void onlyItsNodeReleasesARecipient() {
        QueuedPeople.Queued blast = queued.people(1);
        queue.claim(blast.blastId(), 1, "a", LEASE);

        queue.release(dueNow(blast.ids()), "b");
        assertThat(queue.claim(blast.blastId(), 1, "b", LEASE)).isEmpty();

        queue.release(dueNow(blast.ids()), "a");
        assertThat(queue.claim(blast.blastId(), 1, "b", LEASE)).hasSize(1);
    }

    @Test
    void onlyItsNodeRenewsALease() {
        QueuedPeople.Queued blast = queued.people(1);
        queue.claim(blast.blastId(), 1, "a", LEASE);
        Instant first = recipient(blast).dueAt;

        queue.renew(blast.ids(), "b", first.plusSeconds(60));
        assertThat(recipient(blast).dueAt).isEqualTo(first);

        queue.renew(blast.ids(), "a", first.plusSeconds(60));
        assertThat(recipient(blast).dueAt).isEqualTo(first.plusSeconds(60));
        assertThat(recipient(blast).claimedBy).isEqualTo("a");
    }

    /** Such as an outcome that waits for a lock of a node that hangs. */
    @Test
    void renewingDoesNotWaitForARowThatIsLocked() {
        QueuedPeople.Queued blast = queued.people(2);
        queue.claim(blast.blastId(), 2, "a", LEASE);
        Instant until = clock.instant().plus(LEASE).plusSeconds(60);

        QuarkusTransaction.requiringNew().run(() -> {
            Recipient.findById(blast.id(0), LockModeType.PESSIMISTIC_WRITE);
            assertThat(CompletableFuture.supplyAsync(() -> queue.renew(blast.ids(), "a", until))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join())
                    .containsExactly(blast.id(1));
        });
        assertThat(queue.renew(blast.ids(), "a", until)).containsExactlyInAnyOrderElementsOf(blast.ids());
    }

    @Test
    void releasingWhoLeftTheQueueDoesNotBringItBack() {
        QueuedPeople.Queued blast = queued.people(1);
        queue.claim(blast.blastId(), 1, "a", LEASE);
        ledger.apply(List.of(
                NewEvent.of(blast.id(0), EventType.DELIVERED, clock.instant()).asAttempt()));

        queue.release(dueNow(blast.ids()), "a");
        queue.renew(blast.ids(), "a", clock.instant());

        assertThat(recipient(blast).dueAt).isNull();
    }

    @Test
    void releasedRecipientCountsNoAttempt() {
        QueuedPeople.Queued blast = queued.people(1);
        queue.claim(blast.blastId(), 1, "a", LEASE);
        queue.release(dueNow(blast.ids()), "a");

        assertThat(recipient(blast).attempts).isZero();
        assertThat(recipient(blast).claimedBy).isNull();
    }

    @Test
    void unclaimedAreThoseOnNobodysWire() {
        QueuedPeople.Queued blast = queued.people(4);
        List<Claimed> onTheWire = queue.claim(blast.blastId(), 2, "a", LEASE);

        assertThat(queue.unclaimed(blast.blastId(), 100)).hasSize(2).doesNotContainAnyElementsOf(ids(onTheWire));

        clock.advance(LEASE.plusSeconds(1));
        assertThat(queue.unclaimed(blast.blastId(), 100)).hasSize(4);
    }

    @Test
    void claimReadsTheIndexInItsOrderAndSortsNothing() {
        QueuedPeople.Queued blast = queued.people(500);
        String plan = transactions.call(connection -> {
            try (PreparedStatement explain = connection.prepareStatement(
                    "explain select id from recipient force index (recipient_ix_queue) where blast_id = "
                            + blast.blastId()
                            + " and due_at <= '2999-01-01' order by due_at limit 100 for update skip locked")) {
                try (ResultSet row = explain.executeQuery()) {
                    row.next();
                    return row.getString("key") + " " + row.getString("Extra");
                }
            }
        });

        assertThat(plan).startsWith("recipient_ix_queue ").doesNotContainIgnoringCase("filesort");
    }

    private void due(long id, Instant at) {
        transactions.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update recipient set due_at = ? where id = ?")) {
                update.setObject(1, org.tidings.platform.database.Utc.of(at));
                update.setLong(2, id);
                update.executeUpdate();
            }
        });
    }

    private static List<Long> ids(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::id).toList();
    }

    private static Recipient recipient(QueuedPeople.Queued blast) {
        return QuarkusTransaction.requiringNew().call(() -> Recipient.findById(blast.id(0)));
    }

    private Map<Long, Instant> dueNow(List<Long> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, id -> clock.instant()));
    }
}
