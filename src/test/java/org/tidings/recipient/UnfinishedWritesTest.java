package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnfinishedWritesTest {

    private final UnfinishedWrites writes = new UnfinishedWrites();

    @Test
    void completeWhenThereIsNone() throws InterruptedException {
        assertThat(writes.complete(Duration.ZERO)).isTrue();
    }

    @Test
    void incompleteWhileOneIsNotStored() throws InterruptedException {
        CompletableFuture<Void> first = begun();
        CompletableFuture<Void> second = begun();

        first.complete(null);
        assertThat(writes.complete(Duration.ZERO)).isFalse();

        second.complete(null);
        assertThat(writes.complete(Duration.ZERO)).isTrue();
    }

    @Test
    void aFailedWriteDoesNotHideAnUnfinishedOne() throws InterruptedException {
        CompletableFuture<Void> failing = begun();
        CompletableFuture<Void> slow = begun();

        failing.completeExceptionally(new IllegalStateException("rejected"));
        assertThat(writes.complete(Duration.ZERO)).isFalse();

        slow.complete(null);
        assertThat(writes.complete(Duration.ZERO)).isTrue();
    }

    private CompletableFuture<Void> begun() {
        CompletableFuture<Void> write = new CompletableFuture<>();
        CompletableFuture<Void> added = writes.add(write);
        assertThat(added).isNotDone();
        return write;
    }
}
