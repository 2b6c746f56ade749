package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.platform.database.DatabaseException;

class EventIntakeTest {

    @TempDir
    Path folder;

    private final List<NewEvent> committed = new CopyOnWriteArrayList<>();
    private volatile boolean databaseIsAway;
    private EventIntake intake;

    @BeforeEach
    void open() {
        intake = intake(new CountDownLatch(0));
    }

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void receivedHitsAreCommittedFromTheSpoolWhenTheDatabaseIsBack() {
        databaseIsAway = true;
        intake.hit(click("a")).join();
        assertThat(intake.commitReceivedHits()).isFalse();

        databaseIsAway = false;
        assertThat(intake.commitReceivedHits()).isTrue();
        assertThat(committed).extracting(NewEvent::sourceId).containsExactly("a");
    }

    /** While the first transaction is slow, its own hits and later ones go to the spool. */
    @Test
    void hitsThatASlowTransactionSentToTheSpoolAreCommittedToo() {
        CountDownLatch slow = new CountDownLatch(1);
        EventIntake busy = intake(slow);
        busy.hit(click("a")).join();
        busy.hit(click("b")).join();
        slow.countDown();

        assertThat(busy.commitReceivedHits()).isTrue();
        assertThat(committed).extracting(NewEvent::sourceId).contains("a", "b");
        busy.close();
    }

    /** @param firstCommit what the first transaction waits for */
    private EventIntake intake(CountDownLatch firstCommit) {
        Spool spool = new Spool(folder, new ObjectMapper().registerModule(new JavaTimeModule()));
        return new EventIntake(
                batch -> {
                    if (databaseIsAway) {
                        throw new DatabaseException(new SQLException("Connection lost", "08000"));
                    }
                    try {
                        firstCommit.await();
                    } catch (InterruptedException stop) {
                        throw new IllegalStateException(stop);
                    }
                    committed.addAll(batch);
                },
                spool,
                new SimpleMeterRegistry());
    }

    private static NewEvent click(String source) {
        return NewEvent.of(new RecipientKey(1, 1), EventType.CLICKED, Instant.parse("2026-03-01T10:00:00Z"))
                .fromSource(source);
    }
}
