package org.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the callers of a {@link GroupCommit} hear while the database works, refuses, or says nothing at all. */
class GroupCommitTest {

    private final List<Integer> stored = new CopyOnWriteArrayList<>();
    private final List<Integer> kept = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);

    @Test
    void everyItemIsStoredOnceAndInOrder() throws Exception {
        try (GroupCommit<Integer> writer = new GroupCommit<>("test-writer", stored::addAll, batch -> false)) {
            List<CompletableFuture<Void>> all =
                    IntStream.range(0, 1_000).mapToObj(writer::write).toList();
            for (CompletableFuture<Void> one : all) {
                soon(one);
            }
        }

        assertThat(stored)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void silentDatabaseKeepsNobodyWaiting() throws Exception {
        try (GroupCommit<Integer> writer = new GroupCommit<>("test-writer", this::storeAfterSilence, new Elsewhere())) {
            soon(writer.write(1));
            soon(writer.write(2));
            soon(writer.write(3));
            assertThat(kept).containsExactly(1, 2, 3);

            silence.countDown();
        }

        // what the writer had in hand is stored as well; the rest is not
        assertThat(stored).containsExactly(1);
    }

    @Test
    void writerThatIsBackStoresByItselfAgain() throws Exception {
        try (GroupCommit<Integer> writer = new GroupCommit<>("test-writer", this::storeAfterSilence, new Elsewhere())) {
            soon(writer.write(1));
            silence.countDown();
            while (!stored.contains(2)) {
                soon(writer.write(2));
            }
        }

        assertThat(stored).startsWith(1);
    }

    @Test
    void whatTheDatabaseDoesNotTakeInTimeIsKeptElsewhere() throws Exception {
        int storm = 3 * GroupCommit.QUEUE;
        CountDownLatch begun = new CountDownLatch(1);
        var patient = new Elsewhere() {
            @Override
            public Optional<Duration> patience() {
                return Optional.of(Duration.ofMinutes(5));
            }
        };
        List<CompletableFuture<Void>> all;
        try (GroupCommit<Integer> writer = new GroupCommit<>(
                "test-writer",
                batch -> {
                    begun.countDown();
                    storeAfterSilence(batch);
                },
                patient)) {
            all = new ArrayList<>(List.of(writer.write(-1)));
            begun.await();
            IntStream.range(0, storm).mapToObj(writer::write).forEach(all::add);
            silence.countDown();
        }
        for (CompletableFuture<Void> one : all) {
            soon(one);
        }
        assertThat(kept).hasSizeGreaterThanOrEqualTo(storm - GroupCommit.QUEUE);
        assertThat(Stream.concat(stored.stream(), kept.stream()).sorted())
                .containsExactlyElementsOf(IntStream.range(-1, storm).boxed().toList());
    }

    @Test
    void callersAreToldWhenThereIsNoRoomElsewhereAndTheirItemsAreStoredAllTheSame() throws Exception {
        try (GroupCommit<Integer> writer = new GroupCommit<>("test-writer", this::storeAfterSilence, new FullDisk())) {
            assertThatThrownBy(() -> soon(writer.write(1))).hasRootCauseMessage("No space left on device");
            assertThatThrownBy(() -> soon(writer.write(2))).hasRootCauseMessage("No space left on device");

            silence.countDown();
        }

        assertThat(stored).containsExactly(1, 2);
    }

    @Test
    void refusalOfTheDatabaseAndAFullDiskLoseNothingEither() throws Exception {
        try (GroupCommit<Integer> writer = new GroupCommit<>("test-writer", this::storeUnlessAway, new FullDisk())) {
            assertThatThrownBy(() -> soon(writer.write(1))).hasRootCauseMessage("No space left on device");

            silence.countDown();
        }

        assertThat(stored).containsExactly(1);
    }

    @Test
    void itemThatTheDatabaseRefusesForItselfFailsAlone() throws Exception {
        try (GroupCommit<Integer> writer = new GroupCommit<>("test-writer", this::storeNoOdd, new Elsewhere())) {
            CompletableFuture<Void> even = writer.write(2);
            CompletableFuture<Void> odd = writer.write(3);
            soon(even);
            assertThatThrownBy(() -> soon(odd)).hasRootCauseMessage("odd");
        }

        assertThat(stored).containsExactly(2);
        assertThat(kept).isEmpty();
    }

    private void storeAfterSilence(List<Integer> batch) {
        try {
            silence.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        stored.addAll(batch);
    }

    private void storeUnlessAway(List<Integer> batch) {
        if (silence.getCount() > 0) {
            throw new DatabaseException(new SQLException("connection refused", "08001"));
        }
        stored.addAll(batch);
    }

    private void storeNoOdd(List<Integer> batch) {
        if (batch.stream().anyMatch(number -> number % 2 == 1)) {
            throw new DatabaseException(new SQLException("odd", "23000"));
        }
        stored.addAll(batch);
    }

    private static void soon(CompletableFuture<Void> answer) throws Exception {
        answer.get(1, TimeUnit.MINUTES);
    }

    private class Elsewhere implements GroupCommit.Outage<Integer> {
        @Override
        public boolean keep(List<Integer> batch) {
            kept.addAll(batch);
            return true;
        }

        @Override
        public Optional<Duration> patience() {
            return Optional.of(Duration.ofMillis(30));
        }
    }

    private final class FullDisk extends Elsewhere {
        @Override
        public boolean keep(List<Integer> batch) {
            throw new IllegalStateException("No space left on device");
        }
    }
}
