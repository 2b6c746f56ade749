package org.tidings.platform.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Concurrent writes share a transaction. Each caller's future completes after the commit. While a transaction is under way the next batch
 * gathers: there is no timer, and a single write does not wait.
 *
 * <p>An item that cannot be stored for itself fails alone: its batch is stored one by one.
 */
public class GroupCommit<T> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    /** Items of a transaction by default: large enough to share the cost of a commit, small enough to take milliseconds. */
    private static final int BATCH = 256;

    static final int QUEUE = 20_000;

    /** What becomes of a batch while the database is away. */
    @FunctionalInterface
    public interface Outage<T> {
        /**
         * True when the batch is safe elsewhere; false to try it again after a moment. What it throws is told to the callers, and the batch
         * stays in memory to be tried again.
         */
        boolean keep(List<T> batch);

        /** For so long the database may be silent; then what waits is kept elsewhere as if it had refused. Empty: for ever. */
        default Optional<Duration> patience() {
            return Optional.empty();
        }

        /** Whether the callers are told at once instead, so that they bring it again. */
        default boolean refuses() {
            return false;
        }

        /** Tells the callers at once. */
        static <T> Outage<T> refuse() {
            return new Outage<>() {
                @Override
                public boolean keep(List<T> batch) {
                    return false;
                }

                @Override
                public boolean refuses() {
                    return true;
                }
            };
        }
    }

    private final BlockingQueue<PendingItem<T>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final int batchSize;
    private final long lingerNanos;
    private final Consumer<List<T>> store;
    private final Outage<T> outage;
    private final Thread thread;
    private final @Nullable OverflowWriter<T> relief;
    private volatile boolean open = true;
    /** After a vain attempt to keep something elsewhere, guarded by the relief. */
    private long keepsAgainNanos = System.nanoTime();

    /**
     * Starts a writer.
     *
     * @param name of its thread
     * @param store stores a batch in one transaction, or throws a {@link DatabaseException}
     */
    public GroupCommit(String name, Consumer<List<T>> store, Outage<T> outage) {
        this(name, new Batching(BATCH, Duration.ZERO), store, outage);
    }

    /**
     * How items gather.
     *
     * @param size most items of a transaction
     * @param linger how long to wait for more after the first item, unless so many are there; zero commits at once
     */
    public record Batching(int size, Duration linger) {}

    /** Starts a writer with a batching of its own. */
    public GroupCommit(String name, Batching batching, Consumer<List<T>> store, Outage<T> outage) {
        this.batchSize = batching.size();
        this.lingerNanos = batching.linger().toNanos();
        this.store = store;
        this.outage = outage;
        this.relief = outage.patience()
                .map(patience -> new OverflowWriter<>(name + "-relief", patience, outage, queue))
                .orElse(null);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes once the item is committed, or fails when the database refuses it, or too many are waiting and cannot be kept elsewhere. */
    public CompletableFuture<Void> write(T item) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        PendingItem<T> waiting = new PendingItem<>(item, stored);
        // closed just now, it may have come too late for the writer
        if (!open || !isQueued(waiting) || (!open && queue.remove(waiting))) {
            stored.completeExceptionally(new IllegalStateException("Too much is waiting to be stored"));
        }
        return stored;
    }

    private boolean isQueued(PendingItem<T> waiting) {
        if (queue.offer(waiting)) {
            return true;
        }
        if (relief == null) {
            return false;
        }
        synchronized (relief) { // more comes than the database takes: a part of what waits is kept elsewhere
            if (queue.remainingCapacity() == 0 && System.nanoTime() - keepsAgainNanos >= 0) {
                List<PendingItem<T>> part = new ArrayList<>();
                queue.drainTo(part, QUEUE / 4);
                if (isKeptElsewhere(part)) {
                    PendingItem.complete(part);
                } else {
                    keepsAgainNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                    part.removeIf(queue::offer);
                    if (!part.isEmpty()) {
                        LOG.errorf("%d could be stored nowhere", part.size());
                    }
                }
            }
        }
        return queue.offer(waiting);
    }

    private void run() {
        while (open || !queue.isEmpty()) {
            List<PendingItem<T>> batch = new ArrayList<>();
            try {
                PendingItem<T> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    if (lingerNanos > 0 && open && queue.size() < batchSize - 1) {
                        LockSupport.parkNanos(lingerNanos);
                    }
                    queue.drainTo(batch, batchSize - 1);
                    storeInTime(batch);
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException | Error unexpected) {
                LOG.error("A batch could not be stored", unexpected);
                PendingItem.fail(batch, unexpected);
            }
        }
    }

    private void storeInTime(List<PendingItem<T>> batch) throws InterruptedException {
        if (relief == null) {
            store(batch);
            return;
        }
        OverflowWriter<T>.Turn turn = relief.watch(batch);
        try {
            store(batch);
        } finally {
            turn.end();
        }
    }

    private void store(List<PendingItem<T>> batch) throws InterruptedException {
        while (true) {
            try {
                store.accept(PendingItem.items(batch));
                PendingItem.complete(batch);
                return;
            } catch (RuntimeException failure) {
                if (!(failure instanceof DatabaseException database) || !database.isOutage()) {
                    storeOneByOne(batch, failure);
                    return;
                }
                if (outage.refuses()) {
                    LOG.warnf(
                            "The database is not available; %d writes are rejected: %s",
                            batch.size(), failure.getMessage());
                    PendingItem.fail(batch, failure);
                    return;
                }
                if (isKeptElsewhere(batch)) {
                    PendingItem.complete(batch);
                    return;
                }
                LOG.warnf("The database is away, %d wait: %s", batch.size() + queue.size(), failure.getMessage());
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private boolean isKeptElsewhere(List<PendingItem<T>> batch) {
        try {
            return outage.keep(PendingItem.items(batch));
        } catch (RuntimeException failure) {
            LOG.errorf("%d wait for the database in memory only: %s", batch.size(), failure.getMessage());
            PendingItem.fail(batch, failure);
            return false;
        }
    }

    private void storeOneByOne(List<PendingItem<T>> batch, RuntimeException refusal) throws InterruptedException {
        if (batch.size() == 1) {
            LOG.errorf(refusal, "Cannot be stored: %s", batch.get(0).item());
            PendingItem.fail(batch, refusal);
            return;
        }
        for (PendingItem<T> waiting : batch) {
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
        if (relief != null) {
            relief.close();
        }
    }
}
