package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    @TempDir
    Path folder;

    private Spool spool;
    private final List<NewEvent> replayed = new ArrayList<>();

    @BeforeEach
    void open() {
        spool = reopened();
    }

    @Test
    void isEmptyUntilSomethingIsAppendedAndAgainAfterTheReplay() {
        assertThat(spool.isEmpty()).isTrue();

        spool.append(events(1, 2));
        assertThat(spool.isEmpty()).isFalse();

        spool.replay(replayed::addAll);
        assertThat(spool.isEmpty()).isTrue();
        assertThat(ids()).containsExactly(1, 2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givesBackEveryFieldOfAnEvent() {
        NewEvent event = NewEvent.of(new RecipientKey(7, 8), EventType.CLICKED, NOW)
                .withLink(3)
                .withDetail("https://x.example/ \n \u00e9 \ud83c\udf89")
                .byVisitor("Mozilla/5.0 \u00e9")
                .toDomain("x.example")
                .fromSource("hit-1")
                .because("why", "rule", "550 5.1.1")
                .whenEarly(new NewEvent.Early(
                        Duration.ofSeconds(30), Duration.ofSeconds(5), "words", Duration.ofSeconds(2)));
        spool.append(List.of(
                event,
                event.byMachine(),
                event.byUnknown().fromNetwork(5),
                event.asAttempt(2).retryingAt(NOW, 9).asFeedback()));

        reopened().replay(replayed::addAll);

        assertThat(replayed)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        event,
                        event.byMachine(),
                        event.byUnknown().fromNetwork(5),
                        event.asAttempt(2).retryingAt(NOW, 9).asFeedback());
    }

    @Test
    void survivesTheProcess() {
        spool.append(events(1, 3));
        reopened().append(events(4, 4));

        reopened().replay(replayed::addAll);

        assertThat(ids()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void passesOverALineThatAPowerCutLeftHalfWritten() throws IOException {
        spool.append(events(1, 2));
        Path file = folder.resolve("hits.spool");
        String text = Files.readString(file);
        Files.writeString(file, text + text.substring(0, 40));

        spool.replay(replayed::addAll);

        assertThat(ids()).containsExactly(1, 2);
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void passesOverWhatIsNotEvenText() throws IOException {
        spool.append(events(1, 2));
        Files.write(
                folder.resolve("hits.spool"),
                new byte[] {0, 'x', (byte) 0xc3, (byte) 0xff, 0},
                StandardOpenOption.APPEND);

        spool.replay(replayed::addAll);

        assertThat(ids()).containsExactly(1, 2);
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void keepsWhatIsAppendedBehindAHalfWrittenLine() throws IOException {
        spool.append(events(1, 1));
        Files.writeString(folder.resolve("hits.spool"), "{\"blastId\":1,\"seq\":2,\"ty", StandardOpenOption.APPEND);

        Spool afterwards = reopened();
        afterwards.append(events(3, 4));
        afterwards.replay(replayed::addAll);

        assertThat(ids()).containsExactly(1, 3, 4);
    }

    @Test
    void replayCutShortBeginsAgainFromTheStart() {
        spool.append(events(1, 1_200));
        List<Integer> first = new ArrayList<>();
        assertThatThrownBy(() -> spool.replay(batch -> {
                    if (!first.isEmpty()) {
                        throw new IllegalStateException("the database is away again");
                    }
                    batch.forEach(event -> first.add(event.recipient().seq()));
                }))
                .hasMessage("the database is away again");
        assertThat(first).hasSize(500);
        assertThat(spool.isEmpty()).isFalse();

        reopened().replay(replayed::addAll);

        assertThat(ids())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1_200).boxed().toList());
    }

    @Test
    void secondReplayWaitsForTheFirst() throws Exception {
        spool.append(events(1, 2));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> spool.replay(batch -> {
            begun.countDown();
            await(goOn);
            replayed.addAll(batch);
        }));
        begun.await();
        Thread second = new Thread(() -> spool.replay(replayed::addAll));
        second.start();
        Awaitility.await().until(() -> second.getState() == Thread.State.BLOCKED);
        goOn.countDown();
        first.join();
        second.join();

        assertThat(ids()).containsExactly(1, 2);
        assertThat(folder).isEmptyDirectory();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void takesMoreWhileAReplayIsCutShort() {
        spool.append(events(1, 2));
        assertThatThrownBy(() -> spool.replay(batch -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        spool.append(events(3, 3));
        spool.replay(replayed::addAll);
        assertThat(ids()).containsExactly(1, 2);
        spool.replay(replayed::addAll);

        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void onlyTheOwnerCanRead() throws IOException {
        Path data = folder.resolve("data");
        Spool fresh = new Spool(data, new ObjectMapper().registerModule(new JavaTimeModule()));
        fresh.append(events(1, 1));
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("hits.spool"))).isEqualTo("rw-------");
    }

    @Test
    void filesOfAnEarlierVersionBecomePrivate() throws IOException {
        spool.append(events(1, 1));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("hits.spool"), PosixFilePermissions.fromString("rw-r--r--"));
        spool.replay(batch -> assertThat(replaying()).isEqualTo("rw-------"));

        Files.writeString(folder.resolve("hits.spool"), "");
        Files.setPosixFilePermissions(folder.resolve("hits.spool"), PosixFilePermissions.fromString("rw-r--r--"));
        spool.append(events(1, 1));
        assertThat(permissions(folder.resolve("hits.spool"))).isEqualTo("rw-------");
        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    private String replaying() {
        try {
            return permissions(folder.resolve("hits.replaying"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Spool reopened() {
        return new Spool(folder, new ObjectMapper().registerModule(new JavaTimeModule()));
    }

    private List<Integer> ids() {
        return replayed.stream().map(event -> event.recipient().seq()).toList();
    }

    private static List<NewEvent> events(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(seq -> NewEvent.of(new RecipientKey(1, seq), EventType.OPENED, NOW)
                        .fromSource("hit-" + seq))
                .toList();
    }
}
