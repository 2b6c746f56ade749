package org.tidings.tracking;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.tidings.engagement.BehaviourRules;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.Ledger;

/** Decides who made a provisional open or click, {@link BehaviourRules#hold} after it. */
@ApplicationScoped
class PendingHitResolver {

    private static final int CHUNK = 256;

    private final Ledger ledger;
    private final EventIntake intake;
    private final Clock clock;
    private final HitDecision decision = new HitDecision();

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
            resolved = ledger.resolveDue(dueBy, CHUNK, decision);
        }
    }
}
