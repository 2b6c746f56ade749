package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.contact.Address;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.GroupCommit;

/** The rules of {@link StatusRules} through the database, and what must hold beside them whoever writes at the same time. */
@QuarkusTest
class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Timeline timeline;

    @Inject
    Invariants invariants;

    @Test
    void everyRuleHoldsThroughTheDatabase() {
        List<StatusRules.Rule> rules = StatusRules.all();
        QueuedPeople.Queued blast = queued.people(rules.size());
        ledger.apply(each(rules, (rule, i) -> event(blast, i, StatusRules.wayTo(rule.before()))));
        assertThat(statuses(blast))
                .isEqualTo(rules.stream().map(StatusRules.Rule::before).toList());

        ledger.apply(each(rules, (rule, i) -> {
            NewEvent event = event(blast, i, rule.event());
            return rule.automatic() ? event.byMachine() : event;
        }));

        assertThat(statuses(blast))
                .isEqualTo(rules.stream().map(StatusRules.Rule::after).toList());
        assertThat(invariants.hold(blast.blastId())).isEqualTo(rules.size());
    }

    @Test
    void repeatedEventsNeitherMoveNorCountTwice() {
        QueuedPeople.Queued blast = queued.people(1);
        for (int i = 0; i < 3; i++) {
            apply(event(blast, 0, EventType.DELIVERED).fromSource(blast.blastId() + "-delivered"));
            apply(event(blast, 0, EventType.OPENED).fromSource(blast.blastId() + "-opened"));
        }

        assertThat(recipient(blast, 0).status).isEqualTo(RecipientStatus.OPEN);
        assertThat(recipient(blast, 0).opens).isEqualTo(1);
        assertThat(timeline(blast, 0)).containsExactly(EventType.DELIVERED, EventType.OPENED);
        invariants.hold(blast.blastId());
    }

    @Test
    void attemptsAndHitsDoNotCountTowardsTheLimitOfFeedback() {
        QueuedPeople.Queued blast = queued.people(1);
        for (int attempt = 1; attempt <= 5; attempt++) {
            apply(event(blast, 0, EventType.DEFERRED).asAttempt(attempt));
        }
        apply(event(blast, 0, EventType.OPENED).fromSource("open"));
        for (int i = 0; i < 60; i++) {
            apply(event(blast, 0, EventType.DEFERRED).fromSource("notice " + i).asFeedback());
        }
        apply(event(blast, 0, EventType.CLICKED).fromSource("click"));

        assertThat(timeline(blast, 0)).hasSize(5 + 1 + 50 + 1).contains(EventType.CLICKED);
        invariants.hold(blast.blastId());
    }

    @Test
    void oneSourceTwiceInOneBatchIsAppliedOnce() {
        QueuedPeople.Queued blast = queued.people(1);
        NewEvent opened = event(blast, 0, EventType.OPENED).fromSource(blast.blastId() + "-opened");

        ledger.apply(List.of(opened, opened));

        assertThat(recipient(blast, 0).opens).isEqualTo(1);
    }

    @Test
    void eventsOutOfOrderEndWhereThoseInOrderDo() {
        List<EventType> story = List.of(
                EventType.DEFERRED, EventType.ACCEPTED, EventType.DELIVERED, EventType.OPENED, EventType.CLICKED);
        QueuedPeople.Queued blast = queued.people(20);
        for (int i = 0; i < 20; i++) {
            List<EventType> shuffled = new ArrayList<>(story);
            Collections.shuffle(shuffled, new Random(i));
            for (EventType type : shuffled) {
                apply(NewEvent.of(blast.key(i), type, NOW.plusSeconds(story.indexOf(type))));
            }
        }

        assertThat(statuses(blast)).containsOnly(RecipientStatus.CLICK);
        assertThat(recipients(blast)).allSatisfy(recipient -> {
            assertThat(recipient.deliveredAt).isEqualTo(NOW.plusSeconds(2));
            assertThat(recipient.openedAt).isEqualTo(NOW.plusSeconds(3));
            assertThat(recipient.lastActivityAt).isAfterOrEqualTo(NOW.plusSeconds(4));
            assertThat(recipient.nextAttemptAt).isNull();
        });
        invariants.hold(blast.blastId());
    }

    @Test
    void bounceInvalidatesTheAddressInTheSameTransaction() {
        QueuedPeople.Queued blast = queued.people(2);

        apply(event(blast, 0, EventType.BOUNCED).because("No such mailbox", "no-mailbox", "550 5.1.1"));

        Address address = address(blast, 0);
        assertThat(address.invalidSince).isEqualTo(NOW);
        assertThat(address.invalidReason).isEqualTo("No such mailbox");
        assertThat(address.invalidCode).isEqualTo("550 5.1.1");
        assertThat(address(blast, 1).invalidSince).isNull();
    }

    @Test
    void bounceThatCannotBeStoredInvalidatesNothing() {
        QueuedPeople.Queued blast = queued.people(2);

        assertThatThrownBy(() -> ledger.apply(List.of(event(blast, 0, EventType.BOUNCED), poison(blast, 1))))
                .isInstanceOf(DatabaseException.class);

        assertThat(address(blast, 0).invalidSince).isNull();
        assertThat(recipient(blast, 0).status).isEqualTo(RecipientStatus.SENT);
        assertThat(timeline(blast, 0)).isEmpty();
        invariants.hold(blast.blastId());
    }

    @Test
    void bounceAfterOpenKeepsOpenAndInvalidatesTheAddressAllTheSame() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(event(blast, 0, EventType.OPENED));

        apply(event(blast, 0, EventType.BOUNCED));

        assertThat(recipient(blast, 0).status).isEqualTo(RecipientStatus.OPEN);
        assertThat(recipient(blast, 0).bouncedAt).isEqualTo(NOW);
        assertThat(address(blast, 0).invalidSince).isNotNull();
    }

    @Test
    void complaintKeepsTheRankMarksTheRowAndInvalidatesTheAddress() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(event(blast, 0, EventType.CLICKED));

        apply(event(blast, 0, EventType.COMPLAINED));

        assertThat(recipient(blast, 0).status).isEqualTo(RecipientStatus.CLICK);
        assertThat(recipient(blast, 0).complaint).isTrue();
        assertThat(address(blast, 0).invalidSince).isNotNull();
        assertThat(counts(blast).complaints).isEqualTo(1);
    }

    @Test
    void softBouncesAndRefusalsNeverInvalidateTheAddress() {
        QueuedPeople.Queued blast = queued.people(5);
        List<EventType> harmless = List.of(
                EventType.DEFERRED, EventType.GAVE_UP, EventType.BLOCKED, EventType.FAILED, EventType.AUTO_REPLIED);

        ledger.apply(each(harmless, (type, i) -> event(blast, i, type)));

        IntStream.range(0, 5)
                .forEach(i -> assertThat(address(blast, i).invalidSince).isNull());
    }

    @Test
    void unsubscribingKeepsTheStatusAndTakesTheConsentAway() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(event(blast, 0, EventType.OPENED));

        apply(event(blast, 0, EventType.UNSUBSCRIBED));

        assertThat(recipient(blast, 0).status).isEqualTo(RecipientStatus.OPEN);
        assertThat(recipient(blast, 0).unsubscribedAt).isEqualTo(NOW);
        assertThat(address(blast, 0).unsubscribedAt).isNotNull();
        assertThat(counts(blast).unsubscribes).isEqualTo(1);
        invariants.hold(blast.blastId());
    }

    @Test
    void laterBlastLeavesOutWhoBouncedAndWhoUnsubscribed() {
        QueuedPeople.Queued first = queued.people(3);
        ledger.apply(List.of(event(first, 0, EventType.BOUNCED), event(first, 1, EventType.UNSUBSCRIBED)));

        QueuedPeople.Queued second = queued.people(first.accountId(), 3);

        assertThat(statuses(second))
                .containsExactly(RecipientStatus.INVALID, RecipientStatus.UNSUBSCRIBED, RecipientStatus.SENT);
        assertThat(recipient(second, 0).reason).contains("Bounced");
        assertThat(invariants.hold(second.blastId())).isEqualTo(3);
    }

    @Test
    void anotherAccountsBlastIsNotConcerned() {
        QueuedPeople.Queued first = queued.people(1);
        apply(event(first, 0, EventType.BOUNCED));

        assertThat(statuses(queued.people(1))).containsExactly(RecipientStatus.SENT);
    }

    @Test
    void eventsOfUnknownRecipientsArePassedOver() {
        QueuedPeople.Queued blast = queued.people(1);

        ledger.apply(List.of(
                NewEvent.of(new RecipientKey(Long.MAX_VALUE, 1), EventType.OPENED, NOW),
                event(blast, 0, EventType.DELIVERED)));

        assertThat(recipient(blast, 0).status).isEqualTo(RecipientStatus.DELIVERY);
    }

    @Test
    void automaticEventsAreKeptAndCountedApart() {
        QueuedPeople.Queued blast = queued.people(1);

        ledger.apply(List.of(
                event(blast, 0, EventType.OPENED).byMachine(),
                event(blast, 0, EventType.CLICKED).byMachine()));

        assertThat(statuses(blast)).containsExactly(RecipientStatus.SENT);
        assertThat(counts(blast).automaticOpens).isEqualTo(1);
        assertThat(counts(blast).automaticClicks).isEqualTo(1);
        assertThat(timeline(blast, 0)).hasSize(2);
    }

    @Test
    void earlyEventIsJudgedByTheMomentOfAcceptance() {
        QueuedPeople.Queued blast = queued.people(2);
        NewEvent.Early machine = new NewEvent.Early(Duration.ofSeconds(10), null, "Gmail preloading", null);
        ledger.apply(List.of(event(blast, 0, EventType.DELIVERED), event(blast, 1, EventType.DELIVERED)));

        ledger.apply(List.of(
                NewEvent.of(blast.key(0), EventType.OPENED, NOW.plusSeconds(9)).whenEarly(machine),
                NewEvent.of(blast.key(1), EventType.OPENED, NOW.plusSeconds(10)).whenEarly(machine)));

        assertThat(statuses(blast)).containsExactly(RecipientStatus.DELIVERY, RecipientStatus.OPEN);
        assertThat(counts(blast).automaticOpens).isEqualTo(1);
    }

    @Test
    void parallelWritersKeepCountersAndRowsTogetherAndApplyEachSourceOnce() throws Exception {
        int people = 40;
        QueuedPeople.Queued blast = queued.people(people);
        List<EventType> types = List.of(
                EventType.DELIVERED,
                EventType.OPENED,
                EventType.CLICKED,
                EventType.BOUNCED,
                EventType.COMPLAINED,
                EventType.UNSUBSCRIBED);
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            for (EventType type : types) {
                events.add(event(blast, i, type).fromSource(blast.blastId() + "-" + i + "-" + type));
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(20);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 20; writer++) {
            List<NewEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(writer));
            writers.add(pool.submit(() -> {
                for (int i = 0; i < shuffled.size(); i += 30) {
                    ledger.apply(shuffled.subList(i, Math.min(shuffled.size(), i + 30)));
                    invariants.hold(blast.blastId());
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get(2, TimeUnit.MINUTES);
        }
        pool.shutdown();

        assertThat(invariants.hold(blast.blastId())).isEqualTo(people);
        assertThat(counts(blast).complaints).isEqualTo(people);
        assertThat(counts(blast).unsubscribes).isEqualTo(people);
        assertThat(recipients(blast)).allSatisfy(recipient -> {
            assertThat(recipient.opens).isEqualTo(1);
            assertThat(recipient.clicks).isEqualTo(1);
            assertThat(recipient.status).isIn(RecipientStatus.CLICK, RecipientStatus.BOUNCE);
        });
        assertThat(queued.number("select count(*) from recipient_event where blast_id = " + blast.blastId()))
                .isEqualTo((long) people * types.size());
    }

    @Test
    void parallelWritersOfSeveralBlastsLoseNoHitAndNoCount() throws Exception {
        int people = 30;
        long account = queued.people(1).accountId();
        List<QueuedPeople.Queued> blasts =
                List.of(queued.people(account, people), queued.people(account, people), queued.people(account, people));
        List<NewEvent> hits = new ArrayList<>();
        for (QueuedPeople.Queued blast : blasts) {
            for (int i = 0; i < people; i++) {
                hits.add(event(blast, i, EventType.DELIVERED));
                hits.add(event(blast, i, EventType.OPENED));
                hits.add(event(blast, i, EventType.CLICKED).byMachine());
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(20);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 20; writer++) {
            List<NewEvent> shuffled = new ArrayList<>(hits);
            Collections.shuffle(shuffled, new Random(writer));
            writers.add(pool.submit(() -> {
                for (int i = 0; i < shuffled.size(); i += 45) {
                    ledger.apply(shuffled.subList(i, Math.min(shuffled.size(), i + 45)));
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get(2, TimeUnit.MINUTES);
        }
        pool.shutdown();

        for (QueuedPeople.Queued blast : blasts) {
            assertThat(invariants.hold(blast.blastId())).isEqualTo(people);
            assertThat(statuses(blast)).containsOnly(RecipientStatus.OPEN);
            assertThat(recipients(blast))
                    .allSatisfy(recipient -> assertThat(recipient.opens).isEqualTo(20));
            assertThat(counts(blast).automaticClicks).isEqualTo(20 * people);
            assertThat(queued.number("select count(*) from recipient_event where blast_id = " + blast.blastId()))
                    .isEqualTo(3L * 20 * people);
        }
    }

    @Test
    void poisonedEventFailsAloneAndTheRestOfItsBatchIsStored() throws Exception {
        QueuedPeople.Queued blast = queued.people(10);
        try (GroupCommit<NewEvent> writer = new GroupCommit<>("test-writer", ledger::apply, batch -> false)) {
            List<CompletableFuture<Void>> stored = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                stored.add(writer.write(i == 4 ? poison(blast, i) : event(blast, i, EventType.DELIVERED)));
            }
            for (int i = 0; i < 10; i++) {
                CompletableFuture<Void> one = stored.get(i);
                if (i == 4) {
                    assertThatThrownBy(() -> one.get(1, TimeUnit.MINUTES))
                            .isInstanceOf(ExecutionException.class)
                            .hasCauseInstanceOf(DatabaseException.class);
                } else {
                    one.get(1, TimeUnit.MINUTES);
                }
            }
        }

        assertThat(statuses(blast))
                .filteredOn(status -> status == RecipientStatus.DELIVERY)
                .hasSize(9);
        invariants.hold(blast.blastId());
    }

    /** The number of its link is greater than the column allows. */
    private static NewEvent poison(QueuedPeople.Queued blast, int number) {
        return event(blast, number, EventType.CLICKED).withLink(100_000);
    }

    private static NewEvent event(QueuedPeople.Queued blast, int number, EventType type) {
        return NewEvent.of(blast.key(number), type, NOW);
    }

    private void apply(NewEvent event) {
        ledger.apply(List.of(event));
    }

    private interface Numbered<T> {
        NewEvent event(T item, int number);
    }

    private static <T> List<NewEvent> each(List<T> items, Numbered<T> making) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> making.event(items.get(i), i))
                .toList();
    }

    private List<RecipientRow> recipients(QueuedPeople.Queued blast) {
        return queued.rows(blast);
    }

    private RecipientRow recipient(QueuedPeople.Queued blast, int number) {
        return recipients(blast).get(number);
    }

    private List<RecipientStatus> statuses(QueuedPeople.Queued blast) {
        return queued.statuses(blast);
    }

    private List<EventType> timeline(QueuedPeople.Queued blast, int number) {
        return timeline.of(blast.key(number), 100).stream()
                .map(TimelineEvent::type)
                .toList();
    }

    private RecipientCounts counts(QueuedPeople.Queued blast) {
        return QuarkusTransaction.requiringNew().call(() -> RecipientCounts.of(blast.blastId()));
    }

    private Address address(QueuedPeople.Queued blast, int number) {
        Long id = recipient(blast, number).addressId;
        return QuarkusTransaction.requiringNew().call(() -> Address.findById(id));
    }
}
