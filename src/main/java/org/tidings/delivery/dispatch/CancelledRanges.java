package org.tidings.delivery.dispatch;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.tidings.blast.BlastStates;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.BlastQueue;
import org.tidings.queue.QueuedRange;
import org.tidings.recipient.QueuedRecipients;

/** Concludes the recipients of cancelled blasts that were still in the queue. Ranges that a node has leased follow once it gives them back. */
@ApplicationScoped
class CancelledRanges {

    private static final int RANGES_AT_ONCE = 4;

    private final BlastStates states;
    private final BlastQueue queue;
    private final QueuedRecipients recipients;
    private final Transactions transactions;
    private final Clock clock;

    CancelledRanges(
            BlastStates states, BlastQueue queue, QueuedRecipients recipients, Transactions transactions, Clock clock) {
        this.states = states;
        this.queue = queue;
        this.recipients = recipients;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void conclude() {
        for (long blastId : queue.queued(states.cancelledWithSent())) {
            queue.hold(blastId); // a retry that was written after the cancellation is not to wait until it is due
            int concluded = RANGES_AT_ONCE;
            while (concluded == RANGES_AT_ONCE) {
                concluded = concludeSome(blastId);
            }
        }
    }

    private int concludeSome(long blastId) {
        return transactions.callNew(connection -> {
            List<QueuedRange> ranges = queue.lockHeld(connection, blastId, RANGES_AT_ONCE);
            recipients.cancel(connection, ranges, clock.instant());
            queue.delete(connection, ranges);
            return ranges.size();
        });
    }
}
