package org.tidings.platform.database;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An item that is waiting to be stored.
 *
 * @param stored completes when the item is stored
 */
record PendingItem<T>(T item, CompletableFuture<Void> stored) {

    static <T> List<T> items(List<PendingItem<T>> batch) {
        return batch.stream().map(PendingItem::item).toList();
    }

    static <T> void complete(List<PendingItem<T>> batch) {
        batch.forEach(waiting -> waiting.stored.complete(null));
    }

    static <T> void fail(List<PendingItem<T>> batch, Throwable cause) {
        batch.forEach(waiting -> waiting.stored.completeExceptionally(cause));
    }
}
