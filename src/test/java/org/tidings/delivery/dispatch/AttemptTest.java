package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.delivery.DeliveryConfig;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

class AttemptTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RecipientKey ANN = new RecipientKey(7, 42);
    private static final long ACCOUNT = 3;
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
                "554 Something nobody understands        | SUSPECTED",
                "450 Something nobody understands        | DEFERRED"
            })
    void eachReplyBecomesItsEvent(String reply, EventType event) {
        assertThat(event(1, refused(reply)).type()).isEqualTo(event);
    }

    @Test
    void everyOutcomeIsAnAttemptAtThisMomentWithTheServersWords() {
        NewEvent event = event(1, refused("550 5.1.1 User unknown"));

        assertThat(event.attempt()).isEqualTo(1);
        assertThat(event.at()).isEqualTo(NOW);
        assertThat(event.recipient()).isEqualTo(ANN);
        assertThat(event.code()).isEqualTo("550 5.1.1");
        assertThat(event.detail()).isEqualTo("550 5.1.1 User unknown");
        assertThat(event.reason()).isNotBlank();
        assertThat(event.automatic()).isFalse();
    }

    @Test
    void acceptanceIsDeliveryWhereTheTransportSaysSo() {
        assertThat(event(1, ACCEPTED).type()).isEqualTo(EventType.DELIVERED);
    }

    @Test
    void acceptanceIsToBeConfirmedWhereTheTransportSaysSo() {
        Attempt confirmed = attempt(DeliveryConfig.Confirmation.CONFIRMED);
        assertThat(confirmed.event(ANN, 1, ACCOUNT, ACCEPTED).type()).isEqualTo(EventType.ACCEPTED);
    }

    @Test
    void deferralIsTriedAgainAfterTheWaitOfThisAttempt() {
        NewEvent first = event(1, refused("452 4.2.2 Full"));
        assertThat(first.retryAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(first.accountId()).isEqualTo(ACCOUNT);
        assertThat(event(2, refused("452 4.2.2 Full")).retryAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void lastDeferralGivesUpAndSaysAfterHowManyAttempts() {
        NewEvent event = event(3, refused("452 4.2.2 Mailbox full"));

        assertThat(event.type()).isEqualTo(EventType.GAVE_UP);
        assertThat(event.reason()).startsWith("Gave up after 3 attempts: ").doesNotContain("null");
        assertThat(event.retryAt()).isNull();
    }

    @Test
    void oneAttemptIsNotCalledSeveral() {
        RetryPolicy never = new RetryPolicy(1, Duration.ofMinutes(5), 3, () -> 0);
        NewEvent event = new Attempt(never, DeliveryConfig.Confirmation.ACCEPTED, Clock.fixed(NOW, ZoneOffset.UTC))
                .event(ANN, 1, ACCOUNT, refused("452 4.2.2 Mailbox full"));

        assertThat(event.type()).isEqualTo(EventType.GAVE_UP);
        assertThat(event.reason()).startsWith("Gave up after 1 attempt: ");
    }

    /** Nobody knows whose fault it is, so that the address stays valid. */
    @Test
    void permanentReplyThatNobodyUnderstandsProvesNothingAboutTheAddress() {
        NewEvent puzzling = event(1, refused("554 Something nobody understands"));
        assertThat(puzzling.type()).isEqualTo(EventType.SUSPECTED);
        assertThat(puzzling.reason()).startsWith("Probably dead, one more try: ");
        assertThat(event(1, refused("550 5.1.1 User unknown")).type()).isEqualTo(EventType.BOUNCED);
    }

    @Test
    void temporaryUnknownMailboxIsSuspectedOnceGivenUp() {
        RetryPolicy never = new RetryPolicy(1, Duration.ofMinutes(5), 3, () -> 0);
        Attempt attempt = new Attempt(never, DeliveryConfig.Confirmation.ACCEPTED, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(event(1, refused("450 4.1.1 User unknown")).type()).isEqualTo(EventType.DEFERRED);
        assertThat(attempt.event(ANN, 1, ACCOUNT, refused("450 4.1.1 User unknown"))
                        .type())
                .isEqualTo(EventType.SUSPECTED);
        assertThat(attempt.event(ANN, 1, ACCOUNT, refused("452 4.2.2 Mailbox full"))
                        .type())
                .isEqualTo(EventType.GAVE_UP);
    }

    @Test
    void messageThatCannotBeRenderedFailsForGood() {
        NewEvent event = event(1, Outcome.unrenderable("No such field"));

        assertThat(event.type()).isEqualTo(EventType.FAILED);
        assertThat(event.reason()).isEqualTo("The message could not be created");
        assertThat(event.retryAt()).isNull();
    }

    @Test
    void transportFailureThatCountsIsTriedAgain() {
        NewEvent event = event(1, Outcome.failed(Outcome.UNANSWERED, "The mail server is not answering", "timeout"));

        assertThat(event.type()).isEqualTo(EventType.DEFERRED);
        assertThat(event.retryAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    private static NewEvent event(int number, Outcome outcome) {
        return attempt(DeliveryConfig.Confirmation.ACCEPTED).event(ANN, number, ACCOUNT, outcome);
    }

    private static Outcome refused(String text) {
        Reply reply = Reply.parse(text);
        return new Outcome(Classifier.classify(reply), reply.line());
    }

    private static Attempt attempt(DeliveryConfig.Confirmation confirmation) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMinutes(5), 3, () -> 0);
        return new Attempt(policy, confirmation, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
