package org.tidings.platform.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Completes writes whose writer is blocked. A server that hangs or cannot be reached returns no error, and the writer can block until the TCP
 * timeout. After a short delay, waiting items are therefore stored elsewhere, and so are new ones until the writer is back.
 *
 * <p>The batch that the writer had begun may be stored too; readers of the other store must ignore items that are already applied.
 */
final class OverflowWriter<T> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OverflowWriter.class);
    /** Poll interval while the writer is blocked. */
    private static final long POLL_MILLIS = 5;

    private final Duration patience;
    private final GroupCommit.Outage<T> outage;
    private final BlockingQueue<PendingItem<T>> queue;
    private final ScheduledThreadPoolExecutor thread;

    OverflowWriter(String name, Duration patience, GroupCommit.Outage<T> outage, BlockingQueue<PendingItem<T>> queue) {
        this.patience = patience;
        this.outage = outage;
        this.queue = queue;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Starts the timer for a batch of the writer, which must end the turn when the batch is done. */
    Turn watch(List<PendingItem<T>> batch) {
        return new Turn(batch);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** A batch that the writer is storing. */
    final class Turn {
        private final List<PendingItem<T>> batch;
        private final Future<?> alarm;
        /** Items that could not be stored elsewhere; they are returned to the queue. */
        private final Queue<PendingItem<T>> left = new ArrayDeque<>();
        /** Mutual exclusion between the writer's completion and the overflow thread. */
        private final Semaphore turn = new Semaphore(1);

        private volatile boolean over;

        private Turn(List<PendingItem<T>> batch) {
            this.batch = batch;
            this.alarm = thread.schedule(this::storeElsewhere, patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Waits for the overflow thread if it is active, so that items it could not store are back in the queue. */
        void end() {
            over = true;
            alarm.cancel(false);
            turn.acquireUninterruptibly();
        }

        private void storeElsewhere() {
            if (!turn.tryAcquire()) {
                return;
            }
            try {
                keep(batch);
                while (!over) {
                    PendingItem<T> next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    if (next != null) {
                        List<PendingItem<T>> more = new ArrayList<>(List.of(next));
                        queue.drainTo(more);
                        if (!keep(more)) {
                            remember(more);
                        }
                    }
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } finally {
                left.removeIf(queue::offer);
                if (!left.isEmpty()) {
                    LOG.errorf("%d items could not be stored anywhere", left.size());
                }
                turn.release();
            }
        }

        private boolean keep(List<PendingItem<T>> items) {
            List<PendingItem<T>> unanswered =
                    items.stream().filter(item -> !item.stored().isDone()).toList();
            if (unanswered.isEmpty()) {
                return true;
            }
            try {
                if (outage.keep(PendingItem.items(unanswered))) {
                    PendingItem.complete(unanswered);
                    return true;
                }
            } catch (RuntimeException failure) {
                LOG.errorf(
                        "%d items are waiting for the database in memory only: %s",
                        unanswered.size(), failure.getMessage());
                PendingItem.fail(unanswered, failure);
            }
            return false;
        }

        private void remember(List<PendingItem<T>> items) {
            for (PendingItem<T> item : items) {
                if (left.size() < GroupCommit.QUEUE) {
                    left.add(item);
                } else {
                    LOG.errorf("Could not be stored anywhere: %s", item.item());
                }
            }
        }
    }
}
