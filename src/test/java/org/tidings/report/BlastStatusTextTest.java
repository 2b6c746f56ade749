package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.blast.BlastState.CANCELLED;
import static org.tidings.blast.BlastState.COMPLETED;
import static org.tidings.blast.BlastState.PAUSED;
import static org.tidings.blast.BlastState.RUNNING;
import static org.tidings.blast.BlastState.SCHEDULED;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.RecipientCounts;

/** Pins the sentence for every state of a blast. */
class BlastStatusTextTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final RecipientCounts counts = new RecipientCounts();

    @Test
    void scheduled() {
        Blast blast = blast(SCHEDULED);
        assertThat(text(blast)).isEqualTo("Scheduled: will be sent tomorrow 10:00.");
        blast.sendAt = NOW;
        assertThat(text(blast)).isEqualTo("Scheduled: will be sent in a moment.");
    }

    @Test
    void scheduledAMomentAgo() {
        Blast blast = blast(SCHEDULED);
        blast.undoable = true;
        blast.sendAt = NOW.plusSeconds(42);
        assertThat(text(blast)).isEqualTo("Sending in 42 seconds.");
    }

    @Test
    void spreadAndOfUseForSomeHours() {
        counts.sent = 500;
        counts.waiting = 500;
        counts.delivery = 100;
        Blast blast = blast(RUNNING);
        blast.spreadSeconds = 7_200;
        blast.uselessAfter = NOW.plus(Duration.ofHours(3));
        assertThat(text(blast)).isEqualTo("Sending: 100 of 600 done. Spread over 2 hours. Stops trying today 13:00.");
    }

    @Test
    void sentAgain() {
        counts.sent = 3;
        counts.waiting = 3;
        counts.delivery = 9;
        assertThat(text(sentAgain(RUNNING))).isEqualTo("Sending again: 9 of 12 done.");
        assertThat(text(sentAgain(PAUSED))).isEqualTo("Sending again is paused. 9 of 12 done.");
        assertThat(text(sentAgain(CANCELLED)))
                .isEqualTo("Sending again is being cancelled. People it did not reach are listed under Failed.");
    }

    private static Blast sentAgain(BlastState state) {
        Blast blast = blast(state);
        blast.completedAt = NOW.minus(Duration.ofDays(1));
        return blast;
    }

    @Test
    void missed() {
        Blast blast = blast(PAUSED);
        blast.startedAt = null;
        blast.pauseReason = "Its time passed while Tidings was not running.";
        assertThat(text(blast)).isEqualTo("Not sent. Its time passed while Tidings was not running.");
    }

    @Test
    void preparing() {
        counts.sent = 5_000;
        counts.waiting = 4_900;
        Blast blast = blast(RUNNING);
        blast.launchedAt = null;
        assertThat(text(blast)).isEqualTo("Preparing: 5,000 people so far, 100 done.");
    }

    @Test
    void running() {
        counts.sent = 5_000;
        counts.waiting = 5_000;
        counts.delivery = 1_000;
        assertThat(text(blast(RUNNING))).isEqualTo("Sending: 1,000 of 6,000 done.");
    }

    @Test
    void pausedBeforeTheFirstMessage() {
        counts.sent = 5_000;
        counts.waiting = 5_000;
        counts.invalid = 20;
        assertThat(text(blast(PAUSED))).isEqualTo("Paused. No message has been sent yet.");
    }

    @Test
    void pausedHalfWay() {
        counts.sent = 5_000;
        counts.waiting = 5_000;
        counts.delivery = 1_000;
        Blast blast = blast(PAUSED);
        blast.pauseReason = "Many addresses are dead";
        assertThat(text(blast)).isEqualTo("Paused: Many addresses are dead. 1,000 of 6,000 done.");
    }

    @Test
    void completed() {
        counts.delivery = 10;
        assertThat(text(blast(COMPLETED))).isEqualTo("Completed 3 min ago.");
    }

    @Test
    void completedWhileSomeAreTriedAgainAndOthersAreNotConfirmed() {
        counts.sent = 8;
        assertThat(BlastStatusText.of(blast(COMPLETED), counts, 6, dates()))
                .isEqualTo("Completed 3 min ago. Still trying 6 addresses. Delivery not confirmed yet for 2.");
    }

    @Test
    void completedWithACorrectionInTheQueue() {
        counts.sent = 1;
        counts.waiting = 1;
        assertThat(text(blast(COMPLETED))).isEqualTo("Completed 3 min ago. 1 still in the queue.");
    }

    @Test
    void cancelledBeforeItsTime() {
        counts.failed = 13;
        Blast blast = blast(CANCELLED);
        blast.startedAt = null;
        assertThat(text(blast)).isEqualTo("Cancelled 3 min ago, before any message was sent. No one got it.");
    }

    @Test
    void cancelledHalfWay() {
        counts.delivery = 1;
        counts.failed = 12;
        assertThat(text(blast(CANCELLED)))
                .isEqualTo("Cancelled 3 min ago. People it did not reach are listed under Failed.");
    }

    private String text(Blast blast) {
        return BlastStatusText.of(blast, counts, 0, dates());
    }

    private static Dates dates() {
        return new Dates(ZoneId.of("Europe/Oslo"), NOW);
    }

    private static Blast blast(BlastState state) {
        Blast blast = Blast.draft(1, 1L, NOW);
        Instant before = NOW.minus(Duration.ofMinutes(3));
        blast.state = state;
        blast.sendAt = NOW.plus(Duration.ofDays(1));
        blast.startedAt = before;
        blast.launchedAt = before;
        blast.completedAt = state == COMPLETED ? before : null;
        blast.cancelledAt = before;
        return blast;
    }
}
