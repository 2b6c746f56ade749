package org.tidings.recipient;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The writes that have begun and are not stored yet. */
final class UnfinishedWrites {

    private final Map<Object, CompletableFuture<Void>> unfinished = new ConcurrentHashMap<>();

    /** Adds a write until it completes. The returned one completes after it. */
    CompletableFuture<Void> add(CompletableFuture<Void> write) {
        Object key = new Object();
        unfinished.put(key, write);
        return write.whenComplete((done, failure) -> unfinished.remove(key));
    }

    /**
     * Waits for the writes that have begun, not for later ones.
     *
     * @return whether all of them completed within this time, also if some failed
     */
    boolean complete(Duration patience) throws InterruptedException {
        CompletableFuture<?>[] begun = unfinished.values().toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(begun).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException someFailed) {
            return true; // allOf waits for all of them even if one failed
        } catch (TimeoutException tooSlow) {
            return false;
        }
    }
}
