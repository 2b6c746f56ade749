package org.tidings.delivery.dispatch;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.tidings.blast.BlastStates;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.BlastQueue;
import org.tidings.queue.QueuedRange;
import org.tidings.recipient.QueuedRecipients;

/**
 * Concludes the recipients that are still in the queue of a blast that was cancelled, or is of no use any more. Ranges that a node has leased
 * follow once it gives them back.
 */
@ApplicationScoped
class EndedRanges {

    private static final int RANGES_AT_ONCE = 4;

    private final BlastStates states;
    private final BlastQueue queue;
    private final QueuedRecipients recipients;
    private final Transactions transactions;
    private final Clock clock;

    EndedRanges(
            BlastStates states, BlastQueue queue, QueuedRecipients recipients, Transactions transactions, Clock clock) {
        this.states = states;
        this.queue = queue;
        this.recipients = recipients;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void conclude() {
        conclude(states.cancelledWithSent(), QueuedRecipients.Ending.CANCELLED);
        conclude(states.uselessWithSent(), QueuedRecipients.Ending.TOO_LATE);
    }

    private void conclude(Set<Long> blasts, QueuedRecipients.Ending ending) {
        for (long blastId : queue.queued(blasts)) {
            queue.hold(blastId); // a retry that was written afterwards is not to wait until it is due
            int concluded = RANGES_AT_ONCE;
            while (concluded == RANGES_AT_ONCE) {
                concluded = concludeSome(blastId, ending);
            }
        }
    }

    private int concludeSome(long blastId, QueuedRecipients.Ending ending) {
        return transactions.callNew(connection -> {
            List<QueuedRange> ranges = queue.lockHeld(connection, blastId, RANGES_AT_ONCE);
            recipients.conclude(connection, ranges, ending, clock.instant());
            queue.delete(connection, ranges);
            return ranges.size();
        });
    }
}
