package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times, reasons, attempts and the place in the queue. The statuses themselves are {@link RecipientStatusTest}'s. */
class RecipientRowTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);

    private final RecipientRow row = new RecipientRow(1, 2, 3L, "ann@x.example", NOW);

    @Test
    void waitsForItsFirstAttemptAndForNoOther() {
        assertThat(row.isWaiting()).isTrue();

        row.apply(deferred("Mailbox full"));

        assertThat(row.isWaiting()).isFalse();
        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
    }

    @Test
    void anAttemptCountsAndGivesUpTheLease() {
        row.claimedBy = "node";
        row.apply(event(EventType.DELIVERED, NOW).asAttempt());

        assertThat(row.attempts).isEqualTo(1);
        assertThat(row.claimedBy).isNull();
        assertThat(row.dueAt).isNull();
    }

    @Test
    void feedbackIsNoAttempt() {
        row.apply(event(EventType.OPENED, NOW));
        assertThat(row.attempts).isZero();
    }

    @Test
    void deferralSaysWhyAndWhenNext() {
        row.apply(deferred("Mailbox full"));

        assertThat(row.dueAt).isEqualTo(LATER);
        assertThat(row.reason).isEqualTo("Mailbox full");
        assertThat(row.code).isEqualTo("452 4.2.2");
    }

    @Test
    void successNeedsNoReason() {
        row.apply(deferred("Mailbox full"));
        row.apply(event(EventType.DELIVERED, LATER).asAttempt());

        assertThat(row.reason).isNull();
        assertThat(row.rule).isNull();
        assertThat(row.code).isNull();
        assertThat(row.attempts).isEqualTo(2);
    }

    @Test
    void acceptanceThatIsStillToBeConfirmedNeedsNoReasonEither() {
        row.apply(deferred("Mailbox full"));
        row.apply(event(EventType.ACCEPTED, LATER).asAttempt());

        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
        assertThat(row.reason).isNull();
        assertThat(row.dueAt).isNull();
        assertThat(row.sentAt).isEqualTo(LATER);
        assertThat(row.deliveredAt).isNull();
    }

    @Test
    void lateDeferralOfAnOpenedMessageDoesNotPutItBackInTheQueue() {
        row.apply(event(EventType.OPENED, NOW));
        row.apply(deferred("Try later"));

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.dueAt).isNull();
        assertThat(row.reason).isNull();
    }

    @Test
    void openedBeforeTheOutcomeIsKnownLeavesTheQueue() {
        row.claimedBy = "node";
        row.apply(event(EventType.OPENED, NOW));

        assertThat(row.dueAt).isNull();
        assertThat(row.claimedBy).isNull();
    }

    @Test
    void clickImpliesOpenedAndDelivered() {
        row.apply(event(EventType.CLICKED, NOW));

        assertThat(row.clickedAt).isEqualTo(NOW);
        assertThat(row.openedAt).isEqualTo(NOW);
        assertThat(row.deliveredAt).isEqualTo(NOW);
        assertThat(row.opens).isZero();
        assertThat(row.clicks).isEqualTo(1);
    }

    @Test
    void firstTimesStayAndEarlierNewsCorrectsThem() {
        row.apply(event(EventType.OPENED, LATER));
        row.apply(event(EventType.OPENED, NOW.plusSeconds(5)));
        row.apply(event(EventType.OPENED, LATER.plusSeconds(9)));

        assertThat(row.openedAt).isEqualTo(NOW.plusSeconds(5));
        assertThat(row.opens).isEqualTo(3);
        assertThat(row.lastActivityAt).isEqualTo(LATER.plusSeconds(9));
    }

    @Test
    void lastActivityNeverGoesBack() {
        row.apply(event(EventType.DELIVERED, LATER));
        row.apply(event(EventType.OPENED, NOW.minusSeconds(5)));

        assertThat(row.lastActivityAt).isEqualTo(LATER);
    }

    @Test
    void automaticOpenLeavesNoTraceOnTheRow() {
        row.apply(event(EventType.OPENED, LATER).byMachine());

        assertThat(row.opens).isZero();
        assertThat(row.openedAt).isNull();
        assertThat(row.lastActivityAt).isEqualTo(NOW);
    }

    @Test
    void undecidedClickMovesNothingYet() {
        row.apply(event(EventType.CLICKED, NOW).undecidedUntil(LATER));

        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
        assertThat(row.clicks).isZero();
    }

    @Test
    void bounceAfterOpenIsKeptAsDetail() {
        row.apply(event(EventType.OPENED, NOW));
        row.apply(bounced());

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.bouncedAt).isEqualTo(LATER);
        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void bounceAfterOpenIsStillToldWhenAClickFollows() {
        row.apply(event(EventType.OPENED, NOW));
        row.apply(bounced());
        row.apply(event(EventType.CLICKED, LATER.plusSeconds(1)));

        assertThat(row.status).isEqualTo(RecipientStatus.CLICK);
        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void openAfterBounceIsKeptAsDetailAndTheReasonStays() {
        row.apply(bounced());
        row.apply(event(EventType.OPENED, LATER));

        assertThat(row.status).isEqualTo(RecipientStatus.BOUNCE);
        assertThat(row.openedAt).isEqualTo(LATER);
        assertThat(row.opens).isEqualTo(1);
        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void secondBounceChangesNoReason() {
        row.apply(bounced());
        row.apply(event(EventType.BOUNCED, LATER).because("Closed", "closed", "550 5.2.1"));

        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void unsubscribingKeepsTheStatusAndTheFirstTime() {
        row.apply(event(EventType.OPENED, NOW));
        row.apply(event(EventType.UNSUBSCRIBED, LATER));
        row.apply(event(EventType.UNSUBSCRIBED, LATER.plusSeconds(5)));

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.unsubscribedAt).isEqualTo(LATER);
    }

    @Test
    void complaintMeansDeliveredAndIsMarked() {
        row.apply(event(EventType.COMPLAINED, NOW));

        assertThat(row.status).isEqualTo(RecipientStatus.DELIVERY);
        assertThat(row.complaint).isTrue();
    }

    private static NewEvent event(EventType type, Instant at) {
        return NewEvent.of(1, type, at);
    }

    private static NewEvent deferred(String reason) {
        return event(EventType.DEFERRED, NOW)
                .asAttempt()
                .because(reason, "full", "452 4.2.2")
                .retryingAt(NOW.plus(Duration.ofMinutes(10)));
    }

    private static NewEvent bounced() {
        return event(EventType.BOUNCED, LATER).because("No such mailbox", "no-mailbox", "550 5.1.1");
    }
}
