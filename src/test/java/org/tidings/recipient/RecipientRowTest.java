package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Utc;

/** Times, reasons, attempts and the place in the queue. The statuses themselves are {@link RecipientStatusTest}'s. */
class RecipientRowTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final RecipientKey KEY = new RecipientKey(1, 2);
    /** What the dictionary gives for the rule of an event. */
    private static final int RULE = 7;

    private final RecipientRow row;

    RecipientRowTest() throws SQLException {
        row = new RecipientRow(waiting());
    }

    /** A result set with the row of a recipient that waits for its first attempt. */
    private static ResultSet waiting() {
        Map<String, Object> columns = Map.of(
                "blast_id", 1L, "seq", 2, "address_id", 3L, "email", "ann@x.example", "last_activity_at", Utc.of(NOW));
        return (ResultSet) Proxy.newProxyInstance(
                RecipientRowTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> {
                    Object value = columns.get(String.valueOf(arguments[0]));
                    return switch (method.getName()) {
                        case "getInt" -> value == null ? 0 : value;
                        case "getBoolean" -> false;
                        default -> value;
                    };
                });
    }

    @Test
    void waitsForItsFirstAttemptAndForNoOther() {
        assertThat(row.isWaiting()).isTrue();

        apply(deferred("Mailbox full"));

        assertThat(row.isWaiting()).isFalse();
        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
    }

    @Test
    void anAttemptCountsByItsNumberAndEndsTheWaitForIt() {
        apply(deferred("Mailbox full"));
        apply(event(EventType.DELIVERED, NOW).asAttempt(2));

        assertThat(row.attempts).isEqualTo(2);
        assertThat(row.nextAttemptAt).isNull();
    }

    @Test
    void knowsTheOutcomesOfItsAttemptsAndNoOthers() {
        apply(deferred("Mailbox full"));

        assertThat(row.knows(event(EventType.DELIVERED, LATER).asAttempt(1))).isTrue();
        assertThat(row.knows(event(EventType.DELIVERED, LATER).asAttempt(2))).isFalse();
        assertThat(row.knows(event(EventType.DELIVERED, LATER))).isFalse();
    }

    @Test
    void isWrittenBackOnlyAfterAChange() {
        assertThat(row.isChanged()).isFalse();

        apply(event(EventType.VISITED, LATER).byMachine());
        assertThat(row.isChanged()).isFalse();

        apply(event(EventType.OPENED, LATER));
        assertThat(row.isChanged()).isTrue();
    }

    @Test
    void requestsThatDoNotCountAreMarkedOnTheRow() {
        RecipientStatus before = row.status;
        apply(event(EventType.OPENED, LATER).byMachine());
        assertThat(row.marks.isAutomatic()).isTrue();
        assertThat(row.marks.isUnconfirmed()).isFalse();
        assertThat(row.isChanged()).isTrue();

        apply(event(EventType.CLICKED, LATER).byUnknown());
        assertThat(row.marks.isUnconfirmedClick()).isTrue();
        assertThat(row.status).isEqualTo(before);
        assertThat(row.clicks).isZero();
    }

    @Test
    void feedbackIsNoAttempt() {
        apply(event(EventType.OPENED, NOW));
        assertThat(row.attempts).isZero();
    }

    @Test
    void deferralSaysWhyAndWhenNext() {
        apply(deferred("Mailbox full"));

        assertThat(row.nextAttemptAt).isEqualTo(LATER);
        assertThat(row.reason).isEqualTo("Mailbox full");
        assertThat(row.reasonKey).isEqualTo(RULE);
        assertThat(row.code).isEqualTo("452 4.2.2");
    }

    @Test
    void successNeedsNoReason() {
        apply(deferred("Mailbox full"));
        apply(event(EventType.DELIVERED, LATER).asAttempt(2));

        assertThat(row.reason).isNull();
        assertThat(row.reasonKey).isZero();
        assertThat(row.code).isNull();
        assertThat(row.attempts).isEqualTo(2);
    }

    @Test
    void acceptanceThatIsStillToBeConfirmedNeedsNoReasonEither() {
        apply(deferred("Mailbox full"));
        apply(event(EventType.ACCEPTED, LATER).asAttempt(2));

        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
        assertThat(row.reason).isNull();
        assertThat(row.nextAttemptAt).isNull();
        assertThat(row.sentAt).isEqualTo(LATER);
        assertThat(row.deliveredAt).isNull();
    }

    @Test
    void lateDeferralOfAnOpenedMessageDoesNotPutItBackInTheQueue() {
        apply(event(EventType.OPENED, NOW));
        apply(deferred("Try later"));

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.nextAttemptAt).isNull();
        assertThat(row.reason).isNull();
    }

    @Test
    void openedBeforeTheOutcomeIsKnownNeedsNoOtherAttempt() {
        apply(deferred("Mailbox full"));
        apply(event(EventType.OPENED, NOW));

        assertThat(row.isWaiting()).isFalse();
        assertThat(row.nextAttemptAt).isNull();
    }

    @Test
    void acceptanceRecordedAfterAnOpenKeepsOpenAndCountsTheAttempt() {
        apply(event(EventType.OPENED, LATER));
        apply(event(EventType.DELIVERED, NOW).asAttempt(1));

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.attempts).isEqualTo(1);
        assertThat(row.sentAt).isEqualTo(NOW);
        assertThat(row.deliveredAt).isEqualTo(NOW);
    }

    @Test
    void clickImpliesOpenedAndDelivered() {
        apply(event(EventType.CLICKED, NOW));

        assertThat(row.clickedAt).isEqualTo(NOW);
        assertThat(row.openedAt).isEqualTo(NOW);
        assertThat(row.deliveredAt).isEqualTo(NOW);
        assertThat(row.opens).isZero();
        assertThat(row.clicks).isEqualTo(1);
    }

    @Test
    void firstTimesStayAndEarlierNewsCorrectsThem() {
        apply(event(EventType.OPENED, LATER));
        apply(event(EventType.OPENED, NOW.plusSeconds(5)));
        apply(event(EventType.OPENED, LATER.plusSeconds(9)));

        assertThat(row.openedAt).isEqualTo(NOW.plusSeconds(5));
        assertThat(row.opens).isEqualTo(3);
        assertThat(row.lastActivityAt).isEqualTo(LATER.plusSeconds(9));
    }

    @Test
    void lastActivityNeverGoesBack() {
        apply(event(EventType.DELIVERED, LATER));
        apply(event(EventType.OPENED, NOW.minusSeconds(5)));

        assertThat(row.lastActivityAt).isEqualTo(LATER);
    }

    @Test
    void automaticOpenLeavesNoTraceOnTheRow() {
        apply(event(EventType.OPENED, LATER).byMachine());

        assertThat(row.opens).isZero();
        assertThat(row.openedAt).isNull();
        assertThat(row.lastActivityAt).isEqualTo(NOW);
    }

    @Test
    void undecidedClickMovesNothingYet() {
        apply(event(EventType.CLICKED, NOW).undecidedUntil(LATER));

        assertThat(row.status).isEqualTo(RecipientStatus.SENT);
        assertThat(row.clicks).isZero();
    }

    @Test
    void bounceAfterOpenIsKeptAsDetail() {
        apply(event(EventType.OPENED, NOW));
        apply(bounced());

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.bouncedAt).isEqualTo(LATER);
        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void bounceAfterOpenIsStillToldWhenAClickFollows() {
        apply(event(EventType.OPENED, NOW));
        apply(bounced());
        apply(event(EventType.CLICKED, LATER.plusSeconds(1)));

        assertThat(row.status).isEqualTo(RecipientStatus.CLICK);
        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void openAfterBounceIsKeptAsDetailAndTheReasonStays() {
        apply(bounced());
        apply(event(EventType.OPENED, LATER));

        assertThat(row.status).isEqualTo(RecipientStatus.BOUNCE);
        assertThat(row.openedAt).isEqualTo(LATER);
        assertThat(row.opens).isEqualTo(1);
        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void secondBounceChangesNoReason() {
        apply(bounced());
        apply(event(EventType.BOUNCED, LATER).because("Closed", "closed", "550 5.2.1"));

        assertThat(row.reason).isEqualTo("No such mailbox");
    }

    @Test
    void unsubscribingKeepsTheStatusAndTheFirstTime() {
        apply(event(EventType.OPENED, NOW));
        apply(event(EventType.UNSUBSCRIBED, LATER));
        apply(event(EventType.UNSUBSCRIBED, LATER.plusSeconds(5)));

        assertThat(row.status).isEqualTo(RecipientStatus.OPEN);
        assertThat(row.unsubscribedAt).isEqualTo(LATER);
    }

    @Test
    void complaintMeansDeliveredAndIsMarked() {
        apply(event(EventType.COMPLAINED, NOW));

        assertThat(row.status).isEqualTo(RecipientStatus.DELIVERY);
        assertThat(row.complaint).isTrue();
    }

    private void apply(NewEvent event) {
        row.apply(event, event.rule() == null ? 0 : RULE);
    }

    private static NewEvent event(EventType type, Instant at) {
        return NewEvent.of(KEY, type, at);
    }

    private static NewEvent deferred(String reason) {
        return event(EventType.DEFERRED, NOW)
                .asAttempt(1)
                .because(reason, "full", "452 4.2.2")
                .retryingAt(NOW.plus(Duration.ofMinutes(10)), 1);
    }

    private static NewEvent bounced() {
        return event(EventType.BOUNCED, LATER).because("No such mailbox", "no-mailbox", "550 5.1.1");
    }
}
