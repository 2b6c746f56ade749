package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.engagement.Actor;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.database.Transactions;

/** Hits that came too early to be judged, and what becomes of them. They happen in a far future, so that the application itself leaves them. */
@QuarkusTest
class PendingHitTest {

    private static final Duration HOLD = Duration.ofSeconds(2);

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Timeline timeline;

    @Inject
    Invariants invariants;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    @Inject
    PlatformConfig config;

    @Inject
    ObjectMapper json;

    private Instant accepted;
    private Instant later;

    @BeforeEach
    void yearsAhead() {
        accepted = clock.instant().plus(Duration.ofDays(1_000));
        later = accepted.plus(Duration.ofHours(1));
    }

    @Test
    void decisionSeesWhatElseOfTheMessageWasFetchedWithinTheWindow() {
        QueuedPeople.Queued blast = queued.people(2);
        deliver(blast);
        ledger.apply(List.of(
                undecided(click(blast, 0, 1, 3)),
                click(blast, 0, 2, 4),
                click(blast, 0, 3, 64),
                event(blast, 0, EventType.VISITED, 5).byVisitor("unsubscribe page"),
                undecided(click(blast, 1, 1, 3))));
        List<String> seen = new ArrayList<>();

        settle(blast, open -> {
            if (open.event().recipient().equals(blast.key(0))) {
                open.requests()
                        .forEach(request ->
                                seen.add(request.link() == null ? request.visitor() : "link " + request.link()));
            }
            return open.event();
        });

        assertThat(seen).containsExactlyInAnyOrder("link 1", "link 2", "unsubscribe page");
    }

    @Test
    void aPersonsHitMovesTheStatusAndAMachinesIsKeptWithItsReason() {
        QueuedPeople.Queued blast = queued.people(2);
        deliver(blast);
        ledger.apply(List.of(undecided(click(blast, 0, 1, 3)), undecided(click(blast, 1, 1, 3))));
        assertThat(statuses(blast)).containsOnly(RecipientStatus.DELIVERY);

        settle(blast, open -> {
            NewEvent event = open.event();
            return event.recipient().equals(blast.key(1))
                    ? event.byMachine().byVisitor(event.described("Scanner"))
                    : event;
        });

        assertThat(statuses(blast)).containsExactly(RecipientStatus.CLICK, RecipientStatus.DELIVERY);
        TimelineEvent machine = timeline.of(blast.key(1), 100).get(1);
        assertThat(machine.automatic()).isTrue();
        assertThat(machine.undecided()).isFalse();
        assertThat(machine.visitor()).isEqualTo("Scanner · Mozilla/5.0");
        invariants.hold(blast.blastId());
    }

    @Test
    void whatCannotBeKnownIsKeptAndMovesNothing() {
        QueuedPeople.Queued blast = queued.people(1);
        deliver(blast);
        ledger.apply(List.of(undecided(click(blast, 0, 1, 3))));

        settle(
                blast,
                open -> open.event()
                        .byVisitor(open.event().described("too fast"))
                        .byUnknown());

        assertThat(statuses(blast)).containsExactly(RecipientStatus.DELIVERY);
        TimelineEvent click = timeline.of(blast.key(0), 100).get(1);
        assertThat(click.automatic()).isFalse();
        assertThat(click.actor()).isEqualTo(Actor.UNKNOWN);
        assertThat(click.visitor()).isEqualTo("too fast · Mozilla/5.0");
        assertThat(queued.number("select unconfirmed_clicks from recipient_counts where blast_id = " + blast.blastId()))
                .isEqualTo(1);
        assertThat(queued.number("select marks & 8 from recipient where blast_id = " + blast.blastId()))
                .isEqualTo(8);
        invariants.hold(blast.blastId());
    }

    @Test
    void decisionSeesWhoElseIsUndecided() {
        QueuedPeople.Queued blast = queued.people(2);
        deliver(blast);
        ledger.apply(List.of(
                undecided(click(blast, 0, 1, 3)).fromNetwork(7),
                undecided(click(blast, 1, 1, 4)).fromNetwork(7)));
        List<UndecidedEvents.Neighbour> seen = new ArrayList<>();

        settle(blast, open -> {
            if (open.event().recipient().equals(blast.key(0))) {
                seen.addAll(open.neighbours());
            }
            return open.event();
        });

        assertThat(seen)
                .filteredOn(neighbour -> neighbour.recipient().blastId() == blast.blastId())
                .extracting(UndecidedEvents.Neighbour::network, UndecidedEvents.Neighbour::domain)
                .containsOnly(tuple(7L, "x.example"));
    }

    /** Repeats the call: the application resolves hits as well, and rows that it has locked are skipped. */
    private void settle(QueuedPeople.Queued blast, UndecidedEvents.Decision decision) {
        while (open(blast) > 0) {
            ledger.resolveDue(later, 100, decision);
        }
    }

    @Test
    void severalNodesSettleEachHitOnce() throws Exception {
        int people = 300;
        QueuedPeople.Queued blast = queued.people(people);
        deliver(blast);
        ledger.apply(IntStream.range(0, people)
                .mapToObj(i -> undecided(click(blast, i, 1, 3)))
                .toList());
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            done.add(nodes.submit(() -> {
                while (open(blast) > 0) {
                    ledger.resolveDue(later, 40, UndecidedEvents.Case::event);
                }
            }));
        }
        for (Future<?> node : done) {
            node.get(2, TimeUnit.MINUTES);
        }
        nodes.shutdown();

        assertThat(statuses(blast)).containsOnly(RecipientStatus.CLICK);
        assertThat(queued.number("select sum(clicks) from recipient where blast_id = " + blast.blastId()))
                .isEqualTo(people);
        invariants.hold(blast.blastId());
    }

    @Test
    void claimIsReadInTheOrderOfItsIndexSoThatOnlyWhatIsTakenIsLocked() {
        String plan = transactions.call(connection -> {
            try (PreparedStatement explain = connection.prepareStatement("explain " + UndecidedEvents.CLAIM)) {
                explain.setString(1, "2999-01-01");
                explain.setInt(2, 100);
                try (ResultSet row = explain.executeQuery()) {
                    row.next();
                    return row.getString("key") + " " + row.getString("Extra");
                }
            }
        });

        assertThat(plan).startsWith("PRIMARY ").doesNotContainIgnoringCase("filesort");
    }

    /** The application decides here. On a busy machine, some requests of a scanner are in the spool while others are committed. */
    @Test
    void scannerIsRecognisedAlthoughPartOfItsRequestsIsInTheSpool() {
        QueuedPeople.Queued blast = queued.people(1);
        accepted = clock.instant().minusSeconds(3);
        deliver(blast);
        new Spool(config.dataDir(), json)
                .append(List.of(undecided(click(blast, 0, 2, 3)).fromSource("second")));
        ledger.apply(List.of(undecided(click(blast, 0, 1, 3)).fromSource("first")));

        await().until(() -> open(blast) == 0);

        assertThat(statuses(blast)).containsExactly(RecipientStatus.DELIVERY);
    }

    private void deliver(QueuedPeople.Queued blast) {
        ledger.apply(IntStream.range(0, blast.keys().size())
                .mapToObj(i -> event(blast, i, EventType.DELIVERED, 0).asAttempt(1))
                .toList());
    }

    private NewEvent undecided(NewEvent event) {
        return event.undecidedUntil(event.at().plus(HOLD));
    }

    private NewEvent click(QueuedPeople.Queued blast, int number, int link, int secondsAfter) {
        return event(blast, number, EventType.CLICKED, secondsAfter)
                .withLink(link)
                .byVisitor("Mozilla/5.0");
    }

    private NewEvent event(QueuedPeople.Queued blast, int number, EventType type, int secondsAfter) {
        return NewEvent.of(blast.key(number), type, accepted.plusSeconds(secondsAfter));
    }

    private long open(QueuedPeople.Queued blast) {
        return queued.number("select count(*) from pending_hit where blast_id = " + blast.blastId());
    }

    private List<RecipientStatus> statuses(QueuedPeople.Queued blast) {
        return queued.statuses(blast);
    }
}
