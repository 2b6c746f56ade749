package org.tidings.platform.database;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An item on its way to the database.
 *
 * @param stored what its caller waits for
 */
record Waiting<T>(T item, CompletableFuture<Void> stored) {

    static <T> List<T> items(List<Waiting<T>> batch) {
        return batch.stream().map(Waiting::item).toList();
    }

    static <T> void complete(List<Waiting<T>> batch) {
        batch.forEach(waiting -> waiting.stored.complete(null));
    }

    static <T> void fail(List<Waiting<T>> batch, Throwable cause) {
        batch.forEach(waiting -> waiting.stored.completeExceptionally(cause));
    }
}
