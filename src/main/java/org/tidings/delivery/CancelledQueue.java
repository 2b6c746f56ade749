package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientQueue;

/** Empties the queue of a cancelled blast: who was waiting is told apart as not sent. */
@ApplicationScoped
class CancelledQueue {

    private static final int CHUNK = 1_000;

    private final RecipientQueue queue;
    private final Ledger ledger;
    private final Clock clock;

    CancelledQueue(RecipientQueue queue, Ledger ledger, Clock clock) {
        this.queue = queue;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Works until nobody waits but those on the wire. One thread at a time, so that nobody is told twice. */
    synchronized void drop(long blastId) {
        List<Long> waiting = queue.unclaimed(blastId, CHUNK);
        while (!waiting.isEmpty()) {
            ledger.apply(waiting.stream()
                    .map(id -> NewEvent.of(id, EventType.CANCELLED, clock.instant())
                            .because("Not sent: the blast was cancelled", "cancelled", null))
                    .toList());
            waiting = queue.unclaimed(blastId, CHUNK);
        }
    }
}
