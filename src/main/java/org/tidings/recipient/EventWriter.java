package org.tidings.recipient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tidings.platform.database.DatabaseException;

/**
 * Group commit: events that come at the same time share a transaction. Each caller's future completes when its event is on disk, so that
 * an answer given afterwards is a promise kept. While a transaction is under way the next batch gathers: no timer, no waiting when it is quiet.
 *
 * <p>An event that cannot be stored for itself fails alone: its batch is applied one by one.
 */
final class EventWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventWriter.class);
    private static final int BATCH = 500;
    private static final int QUEUE = 20_000;

    /** What becomes of a batch while the database is away. */
    @FunctionalInterface
    interface Outage {
        /** True when the batch is safe elsewhere; false to try it again after a moment. */
        boolean keep(List<NewEvent> batch);
    }

    private record Waiting(NewEvent event, CompletableFuture<Void> stored) {}

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Ledger ledger;
    private final Outage outage;
    private final Thread thread;
    private volatile boolean open = true;

    EventWriter(String name, Ledger ledger, Outage outage) {
        this.ledger = ledger;
        this.outage = outage;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes once the event is committed, or fails when the database refuses it or too many are waiting. */
    CompletableFuture<Void> write(NewEvent event) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        if (!open || !queue.offer(new Waiting(event, stored))) {
            stored.completeExceptionally(new IllegalStateException("Too many events are waiting to be stored"));
        }
        return stored;
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        while (open || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    store(batch);
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException | Error unexpected) {
                LOG.error("Events could not be stored", unexpected);
                batch.forEach(waiting -> waiting.stored.completeExceptionally(unexpected));
            }
            batch.clear();
        }
    }

    private void store(List<Waiting> batch) throws InterruptedException {
        while (true) {
            try {
                ledger.apply(batch.stream().map(Waiting::event).toList());
                batch.forEach(waiting -> waiting.stored.complete(null));
                return;
            } catch (RuntimeException failure) {
                if (!(failure instanceof DatabaseException database) || !database.isOutage()) {
                    storeOneByOne(batch, failure);
                    return;
                }
                if (outage.keep(batch.stream().map(Waiting::event).toList())) {
                    batch.forEach(waiting -> waiting.stored.complete(null));
                    return;
                }
                LOG.warnf(
                        "The database is away, %d events wait: %s", batch.size() + queue.size(), failure.getMessage());
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private void storeOneByOne(List<Waiting> batch, RuntimeException refusal) throws InterruptedException {
        if (batch.size() == 1) {
            LOG.errorf(refusal, "Cannot be stored: %s", batch.get(0).event());
            batch.get(0).stored.completeExceptionally(refusal);
            return;
        }
        for (Waiting waiting : batch) {
            store(List.of(waiting));
        }
    }

    /** Takes no more and waits until what was taken is stored. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
