package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;

/** What recipients confirm and answer stands beside the status, counts once and can be changed. */
@QuarkusTest
class AnswersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Timeline timeline;

    @Inject
    Invariants invariants;

    @Inject
    Transactions transactions;

    @Inject
    RecipientDeletion deletion;

    @Test
    void confirmingTwiceIsOneConfirmationAndMovesNoStatus() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(event(blast, EventType.DELIVERED, 0));
        apply(event(blast, EventType.GOT_IT, 60).fromSource("got it"));
        apply(event(blast, EventType.GOT_IT, 90).fromSource("got it"));

        assertThat(answer(blast)).isEqualTo(new RecipientAnswer(NOW.plusSeconds(60), null, null));
        assertThat(queued.statuses(blast)).containsExactly(RecipientStatus.DELIVERY);
        assertThat(types(blast)).containsExactly(EventType.DELIVERED, EventType.GOT_IT);
        assertThat(count(blast, "got_it")).isEqualTo(1);
        invariants.hold(blast.blastId());
    }

    @Test
    void anAnswerCanBeChangedAndIsCountedOnce() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(answered(blast, Answer.YES, 10), answered(blast, Answer.YES, 11));
        apply(answered(blast, Answer.NO, 20));
        apply(answered(blast, Answer.NO, 30));

        assertThat(answer(blast)).isEqualTo(new RecipientAnswer(null, Answer.NO, NOW.plusSeconds(20)));
        assertThat(count(blast, "answered_yes")).isZero();
        assertThat(count(blast, "answered_no")).isEqualTo(1);
        assertThat(timeline.of(blast.key(0), 10).stream().map(TimelineEvent::detail))
                .containsExactly("YES", "NO");
        invariants.hold(blast.blastId());
    }

    @Test
    void anOlderAnswerFromTheSpoolChangesNothingButStaysInTheTimeline() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(answered(blast, Answer.MAYBE, 100));
        NewEvent spooled = answered(blast, Answer.YES, 50);
        apply(spooled);
        apply(spooled);

        assertThat(answer(blast).answer()).isEqualTo(Answer.MAYBE);
        assertThat(types(blast)).containsExactly(EventType.ANSWERED, EventType.ANSWERED);
        invariants.hold(blast.blastId());
    }

    @Test
    void changingAnswersForeverStoresALimitedNumberOfEvents() {
        QueuedPeople.Queued blast = queued.people(1);
        for (int i = 0; i < 120; i++) {
            apply(answered(blast, i % 2 == 0 ? Answer.YES : Answer.NO, i));
        }

        assertThat(answer(blast).answer()).isEqualTo(Answer.NO);
        assertThat(types(blast)).hasSize(StoredEvents.MOST_FEEDBACK);
        invariants.hold(blast.blastId());
    }

    @Test
    void answersOfUnknownRecipientsAreIgnoredAndGoWithTheReport() {
        QueuedPeople.Queued blast = queued.people(1);
        apply(event(blast, EventType.GOT_IT, 60).fromSource("got it"));
        apply(NewEvent.of(new RecipientKey(blast.blastId(), 99), EventType.GOT_IT, NOW)
                .fromSource("got it"));
        assertThat(answers(blast)).isEqualTo(1);

        transactions.run(connection -> {
            int deleted;
            do {
                deleted = deletion.deleteChunk(connection, blast.blastId());
            } while (deleted > 0);
        });
        assertThat(answers(blast)).isZero();
    }

    private void apply(NewEvent... events) {
        ledger.apply(List.of(events));
    }

    private static NewEvent event(QueuedPeople.Queued blast, EventType type, int seconds) {
        return NewEvent.of(blast.key(0), type, NOW.plusSeconds(seconds)).asFeedback();
    }

    private static NewEvent answered(QueuedPeople.Queued blast, Answer answer, int seconds) {
        return event(blast, EventType.ANSWERED, seconds)
                .withDetail(answer.name())
                .fromSource("answer " + seconds);
    }

    private RecipientAnswer answer(QueuedPeople.Queued blast) {
        return transactions.call(connection -> RecipientAnswer.of(connection, blast.key(0)));
    }

    private List<EventType> types(QueuedPeople.Queued blast) {
        return timeline.of(blast.key(0), 1_000).stream()
                .map(TimelineEvent::type)
                .toList();
    }

    private long answers(QueuedPeople.Queued blast) {
        return queued.number("select count(*) from recipient_answer where blast_id = " + blast.blastId());
    }

    private long count(QueuedPeople.Queued blast, String counter) {
        return queued.number("select " + counter + " from recipient_counts where blast_id = " + blast.blastId());
    }
}
