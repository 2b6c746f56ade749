package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;

/** Deletion of the recipients of a cleared blast, by ranges of their keys. */
@QuarkusTest
class RecipientDeletionTest {

    private static final int CHUNK = 2_000;

    @Inject
    RecipientDeletion deletion;

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    @Test
    void recipientsAreDeletedChunkByChunkWithTheirEvents() {
        QueuedPeople.Queued blast = queued.people(CHUNK + 10);
        ledger.apply(List.of(opened(blast, 0), opened(blast, CHUNK + 5)));

        assertThat(deleteChunk(blast)).isEqualTo(CHUNK);
        assertThat(count("recipient", blast)).isEqualTo(10);
        assertThat(count("recipient_event", blast)).isEqualTo(1);

        assertThat(deleteChunk(blast)).isEqualTo(10);
        assertThat(deleteChunk(blast)).isZero();
        assertThat(count("recipient", blast)).isZero();
        assertThat(count("recipient_event", blast)).isZero();
    }

    @Test
    void gapsInTheNumbersDoNotMakeAChunkSmaller() {
        QueuedPeople.Queued blast = queued.people(CHUNK + 100);
        queued.sql("delete from recipient where seq between 51 and 150 and blast_id = " + blast.blastId());

        assertThat(deleteChunk(blast)).isEqualTo(CHUNK);
        assertThat(count("recipient", blast)).isZero();
    }

    @Test
    void theLastChunkTakesEventsWithoutRecipientAndTheCountersOfTheCircuitBreaker() {
        QueuedPeople.Queued blast = queued.people(2);
        ledger.apply(List.of(opened(blast, 1), NewEvent.of(blast.key(0), EventType.BOUNCED, clock.instant())));
        queued.sql("delete from recipient where blast_id = " + blast.blastId());

        assertThat(deleteChunk(blast)).isZero();

        assertThat(count("recipient_event", blast)).isZero();
        assertThat(count("delivery_health", blast)).isZero();
    }

    @Test
    void otherBlastsKeepTheirRecipients() {
        QueuedPeople.Queued before = queued.people(3);
        QueuedPeople.Queued blast = queued.people(3);
        QueuedPeople.Queued after = queued.people(3);
        ledger.apply(List.of(opened(before, 2), opened(after, 0)));

        assertThat(deleteChunk(blast)).isEqualTo(3);
        deleteChunk(blast);

        assertThat(count("recipient", before)).isEqualTo(3);
        assertThat(count("recipient", after)).isEqualTo(3);
        assertThat(count("recipient_event", before)).isEqualTo(1);
        assertThat(count("recipient_event", after)).isEqualTo(1);
    }

    @Test
    void eventThatArrivesAfterTheDeletionIsPassedOver() {
        QueuedPeople.Queued blast = queued.people(1);
        deleteChunk(blast);

        ledger.apply(List.of(opened(blast, 0)));

        assertThat(count("recipient_event", blast)).isZero();
    }

    private int deleteChunk(QueuedPeople.Queued blast) {
        return transactions.call(connection -> deletion.deleteChunk(connection, blast.blastId()));
    }

    private NewEvent opened(QueuedPeople.Queued blast, int number) {
        return NewEvent.of(blast.key(number), EventType.OPENED, clock.instant());
    }

    private long count(String table, QueuedPeople.Queued blast) {
        return queued.number("select count(*) from " + table + " where blast_id = " + blast.blastId());
    }
}
