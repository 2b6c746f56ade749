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
 * Commits concurrent writes in shared transactions. Each caller's future completes after the commit. The next batch is collected while a
 * transaction is in progress, so by default there is no timer and a single write does not wait.
 *
 * <p>If the database rejects a batch, its items are stored one by one, so that only the faulty ones fail.
 */
public class GroupCommit<T> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    /** Default maximum number of items per transaction: large enough to share the cost of a commit, small enough to take milliseconds. */
    private static final int BATCH = 256;

    static final int QUEUE = 20_000;

    /** Handles a batch while the database is unavailable. */
    @FunctionalInterface
    public interface Outage<T> {
        /**
         * Stores a batch elsewhere. If this throws an exception, the callers get it, and the batch stays in memory to be tried again.
         *
         * @return true if the batch is stored; false to try the database again after a short time
         */
        boolean keep(List<T> batch);

        /** Time after which waiting items are handed to {@link #keep}; empty for no limit. */
        default Optional<Duration> patience() {
            return Optional.empty();
        }

        /** Whether writes fail immediately instead, so that the callers retry them. */
        default boolean refuses() {
            return false;
        }

        /** Fails writes immediately. */
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
    private final @Nullable OverflowWriter<T> overflow;
    private volatile boolean open = true;
    /** Next time {@link Outage#keep} may be called after a failure; guarded by {@link #overflow}. */
    private long keepsAgainNanos = System.nanoTime();

    /**
     * Starts a writer.
     *
     * @param name name of its thread
     * @param store stores a batch in one transaction, or throws a {@link DatabaseException}
     */
    public GroupCommit(String name, Consumer<List<T>> store, Outage<T> outage) {
        this(name, new Batching(BATCH, Duration.ZERO), store, outage);
    }

    /**
     * How items are collected into batches.
     *
     * @param size maximum number of items per transaction
     * @param linger how long to wait for more items after the first one, unless the batch is full; zero to commit immediately
     */
    public record Batching(int size, Duration linger) {}

    /** Starts a writer with other limits for batches. */
    public GroupCommit(String name, Batching batching, Consumer<List<T>> store, Outage<T> outage) {
        this.batchSize = batching.size();
        this.lingerNanos = batching.linger().toNanos();
        this.store = store;
        this.outage = outage;
        this.overflow = outage.patience()
                .map(patience -> new OverflowWriter<>(name + "-overflow", patience, outage, queue))
                .orElse(null);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Completes when the item is committed or stored elsewhere. Fails if the database rejects it, or if the queue is full and nothing can be
     * stored elsewhere.
     */
    public CompletableFuture<Void> write(T item) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        PendingItem<T> waiting = new PendingItem<>(item, stored);
        // if closed in the meantime, the writer may have missed it
        if (!open || !isQueued(waiting) || (!open && queue.remove(waiting))) {
            stored.completeExceptionally(new IllegalStateException("Too much is waiting to be stored"));
        }
        return stored;
    }

    private boolean isQueued(PendingItem<T> waiting) {
        if (queue.offer(waiting)) {
            return true;
        }
        if (overflow == null) {
            return false;
        }
        synchronized (overflow) { // the database is too slow: a part of the queue is stored elsewhere
            if (queue.remainingCapacity() == 0 && System.nanoTime() - keepsAgainNanos >= 0) {
                List<PendingItem<T>> part = new ArrayList<>();
                queue.drainTo(part, QUEUE / 4);
                if (isKeptElsewhere(part)) {
                    PendingItem.complete(part);
                } else {
                    keepsAgainNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                    part.removeIf(queue::offer);
                    if (!part.isEmpty()) {
                        LOG.errorf("%d items could not be stored anywhere", part.size());
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
        if (overflow == null) {
            store(batch);
            return;
        }
        OverflowWriter<T>.Turn turn = overflow.watch(batch);
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
                LOG.warnf(
                        "The database is not available, %d writes are waiting: %s",
                        batch.size() + queue.size(), failure.getMessage());
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private boolean isKeptElsewhere(List<PendingItem<T>> batch) {
        try {
            return outage.keep(PendingItem.items(batch));
        } catch (RuntimeException failure) {
            LOG.errorf("%d items are waiting for the database in memory only: %s", batch.size(), failure.getMessage());
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

    /** Whether items are still being stored. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Accepts no more items, and waits at most 30 seconds until the accepted ones are stored. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (overflow != null) {
            overflow.close();
        }
    }
}
