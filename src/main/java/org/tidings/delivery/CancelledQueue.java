package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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
    private final Lock oneAtATime = new ReentrantLock();

    CancelledQueue(RecipientQueue queue, Ledger ledger, Clock clock) {
        this.queue = queue;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Drops some of those who wait and are not on the wire, so that other blasts have their turns meanwhile. One thread at a time; another
     * node may be at the same ones. Not with a source id: who is just on the wire is passed over, and has to be told again later.
     *
     * @return whether it did: false when another thread is at it
     */
    boolean drop(long blastId) {
        if (!oneAtATime.tryLock()) {
            return false;
        }
        try {
            ledger.apply(queue.unclaimed(blastId, CHUNK).stream()
                    .map(id -> NewEvent.of(id, EventType.CANCELLED, clock.instant())
                            .because("Not sent: the blast was cancelled", "cancelled", null))
                    .toList());
            return true;
        } finally {
            oneAtATime.unlock();
        }
    }
}
