package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.QueuedPeople;
import org.tidings.recipient.RecipientQueue;

@QuarkusTest
class CancelledQueueTest {

    @Inject
    CancelledQueue cancelled;

    @Inject
    RecipientQueue queue;

    @Inject
    QueuedPeople queued;

    @Inject
    MailedPeople people;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    @Test
    void whoIsOnTheWireMayArriveAndIsDroppedWhenNot() {
        QueuedPeople.Queued blast = queued.people(4);
        LongStream.of(0, 1).forEach(i -> queue.claim(blast.blastId(), 1, "this-node", Duration.ofMinutes(1)));

        cancelled.drop(blast.blastId());
        assertThat(statuses(blast)).containsExactly("SENT", "SENT", "FAILED", "FAILED");

        ledger.apply(List.of(
                NewEvent.of(blast.id(0), EventType.DELIVERED, clock.instant()).asAttempt(),
                NewEvent.of(blast.id(1), EventType.DEFERRED, clock.instant())
                        .asAttempt()
                        .retryingAt(clock.instant().plusSeconds(60))));
        cancelled.drop(blast.blastId());
        assertThat(statuses(blast)).containsExactly("DELIVERY", "FAILED", "FAILED", "FAILED");
        assertThat(queued.number(
                        "select count(*) from recipient where due_at is not null and blast_id = " + blast.blastId()))
                .isZero();
    }

    private List<String> statuses(QueuedPeople.Queued blast) {
        return blast.ids().stream()
                .map(id -> String.valueOf(people.value("select status from recipient where id = " + id)))
                .toList();
    }
}
