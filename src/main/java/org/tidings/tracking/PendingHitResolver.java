package org.tidings.tracking;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.tidings.engagement.ScannerBurst;
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
    private final Clock clock;

    PendingHitResolver(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void resolveDue() {
        resolveAll();
    }

    void resolveAll() {
        int resolved = CHUNK;
        while (resolved == CHUNK) {
            resolved = ledger.resolveDue(clock.instant(), CHUNK, ScannerBurst.WINDOW, PendingHitResolver::decide);
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
