package org.tidings.tracking;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.tidings.diagnosis.visitor.ScannerBurst;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.UndecidedEvent;
import org.tidings.recipient.UndecidedEvents;

/** Decides early clicks once it is clear whether others followed at once: a scanner's then, a person's otherwise. */
@ApplicationScoped
class Settler {

    private static final int CHUNK = 500;

    private final UndecidedEvents undecided;
    private final Ledger ledger;

    Settler(UndecidedEvents undecided, Ledger ledger) {
        this.undecided = undecided;
        this.ledger = ledger;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void settleDue() {
        settleAll();
    }

    void settleAll() {
        List<UndecidedEvents.Case> cases = undecided.due(CHUNK);
        while (!cases.isEmpty()) {
            ledger.settle(cases.stream().map(this::decide).toList());
            cases = cases.size() < CHUNK ? List.of() : undecided.due(CHUNK);
        }
    }

    private UndecidedEvent decide(UndecidedEvents.Case open) {
        NewEvent event = open.undecided().event();
        Instant accepted = Objects.requireNonNullElse(open.acceptedAt(), event.at());
        List<ScannerBurst.Fetch> fetches = undecided
                .fetches(event.recipientId(), accepted.minus(ScannerBurst.WINDOW), accepted.plus(ScannerBurst.WINDOW))
                .stream()
                .map(fetch -> new ScannerBurst.Fetch(
                        fetch.at(),
                        fetch.link() == null ? Objects.requireNonNullElse(fetch.detail(), "") : "link " + fetch.link()))
                .toList();
        return ScannerBurst.isMachine(accepted, fetches)
                ? open.undecided().as(event.byMachine().withDetail(event.described(ScannerBurst.WORDS)))
                : open.undecided();
    }
}
