package org.tidings.tracking;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.tidings.engagement.ScannerBurst;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.UndecidedEvents;

/**
 * Decides who made an early open or click, {@link ScannerBurst#HOLD} after it: a scanner if several URLs of the same message were requested
 * at once, otherwise a person.
 */
@ApplicationScoped
class PendingHitResolver {

    private static final int CHUNK = 256;

    private final Ledger ledger;
    private final EventIntake intake;
    private final Clock clock;

    PendingHitResolver(Ledger ledger, EventIntake intake, Clock clock) {
        this.ledger = ledger;
        this.intake = intake;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void resolveDue() {
        resolveAll();
    }

    /** Nothing is decided while hits that are evidence are not in the database yet. */
    private void resolveAll() {
        Instant dueBy = clock.instant();
        if (!intake.commitReceivedHits()) {
            return;
        }
        int resolved = CHUNK;
        while (resolved == CHUNK) {
            resolved = ledger.resolveDue(dueBy, CHUNK, ScannerBurst.WINDOW, PendingHitResolver::decide);
        }
    }

    private static NewEvent decide(UndecidedEvents.Case open, List<UndecidedEvents.Fetch> fetched) {
        NewEvent event = open.event();
        List<ScannerBurst.Fetch> fetches = fetched.stream()
                .map(fetch -> new ScannerBurst.Fetch(
                        fetch.at(),
                        fetch.link() == null ? Objects.requireNonNullElse(fetch.detail(), "") : "link " + fetch.link()))
                .toList();
        return ScannerBurst.isMachine(open.accepted(), fetches)
                ? event.byMachine().byVisitor(event.described(ScannerBurst.WORDS))
                : event;
    }
}
