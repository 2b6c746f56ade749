package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientQueue.Claimed;
import org.tidings.recipient.RecipientQueue.Standing;

class AttemptTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Outcome ACCEPTED = new Outcome(
            new Diagnosis(Verdict.DELIVERED, "accepted", "Accepted", null, false, "250"),
            "Accepted by the next server");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 User unknown                  | BOUNCED",
                "'550-5.1.1 The account does not exist\n550 5.1.1 Check for typos' | BOUNCED",
                "452 4.2.2 Mailbox full                  | DEFERRED",
                "552 5.2.2 Mailbox full                  | DEFERRED",
                "451 4.7.1 Greylisted, try again         | DEFERRED",
                "421 4.7.0 Too many from you             | DEFERRED",
                "550 5.7.1 Refused by policy             | BLOCKED",
                "550 5.7.26 Not authenticated (SPF, DKIM)| BLOCKED",
                "554 Something nobody understands        | BOUNCED",
                "450 Something nobody understands        | DEFERRED"
            })
    void eachReplyBecomesItsEvent(String reply, EventType event) {
        assertThat(attempt().event(recipient(0), refused(reply)).type()).isEqualTo(event);
    }

    @Test
    void everyOutcomeIsAnAttemptAtThisMomentWithTheServersWords() {
        NewEvent event = attempt().event(recipient(0), refused("550 5.1.1 User unknown"));

        assertThat(event.attempt()).isTrue();
        assertThat(event.at()).isEqualTo(NOW);
        assertThat(event.recipientId()).isEqualTo(42);
        assertThat(event.code()).isEqualTo("550 5.1.1");
        assertThat(event.detail()).isEqualTo("550 5.1.1 User unknown");
        assertThat(event.reason()).isNotBlank();
        assertThat(event.automatic()).isFalse();
    }

    @Test
    void acceptanceIsDeliveryWhereTheTransportSaysSo() {
        assertThat(attempt().event(recipient(0), ACCEPTED).type()).isEqualTo(EventType.DELIVERED);
    }

    @Test
    void acceptanceIsToBeConfirmedWhereTheTransportSaysSo() {
        Attempt confirmed = attempt(DeliveryConfig.Confirmation.CONFIRMED);
        assertThat(confirmed.event(recipient(0), ACCEPTED).type()).isEqualTo(EventType.ACCEPTED);
    }

    @Test
    void deferralIsTriedAgainAfterTheWaitOfThisAttempt() {
        assertThat(attempt().event(recipient(0), refused("452 4.2.2 Full")).retryAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(attempt().event(recipient(1), refused("452 4.2.2 Full")).retryAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void lastDeferralGivesUpAndSaysAfterHowManyAttempts() {
        NewEvent event = attempt().event(recipient(2), refused("452 4.2.2 Mailbox full"));

        assertThat(event.type()).isEqualTo(EventType.GAVE_UP);
        assertThat(event.reason()).startsWith("Gave up after 3 attempts: ").doesNotContain("null");
        assertThat(event.retryAt()).isNull();
    }

    private static Outcome refused(String text) {
        Reply reply = Reply.parse(text);
        return new Outcome(Classifier.classify(reply), reply.line());
    }

    private static Attempt attempt() {
        return attempt(DeliveryConfig.Confirmation.ACCEPTED);
    }

    private static Attempt attempt(DeliveryConfig.Confirmation confirmation) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMinutes(5), 3, () -> 0);
        return new Attempt(policy, confirmation, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Claimed recipient(int attemptsBefore) {
        return new Claimed(
                42, 1L, "ann@x.example", "Ann", "Lee", Map.of(), attemptsBefore, new Standing(false, false), NOW);
    }
}
