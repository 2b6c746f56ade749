package org.tidings.delivery.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.tidings.delivery.DeliveryConfig;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Explanation;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** From the outcome of one attempt to the event that tells of it. Pure. */
final class Attempt {

    private final RetryPolicy retryPolicy;
    private final DeliveryConfig.Confirmation confirmation;
    private final Clock clock;

    Attempt(RetryPolicy retryPolicy, DeliveryConfig.Confirmation confirmation, Clock clock) {
        this.retryPolicy = retryPolicy;
        this.confirmation = confirmation;
        this.clock = clock;
    }

    /**
     * The event that records the outcome.
     *
     * @param number of the attempt, from 1
     * @param accountId of the blast, for the retry
     */
    NewEvent event(RecipientKey recipient, int number, long accountId, Outcome outcome) {
        Diagnosis diagnosis = outcome.diagnosis();
        Instant now = clock.instant();
        NewEvent event = switch (diagnosis.verdict()) {
            case DELIVERED -> NewEvent.of(recipient, accepted(), now);
            case HARD -> because(diagnosis, NewEvent.of(recipient, EventType.BOUNCED, now));
            case SUSPECTED -> suspicion(recipient, diagnosis, now);
            default -> refused(recipient, number, accountId, diagnosis, now);
        };
        return event.asAttempt(number).withDetail(outcome.text());
    }

    private EventType accepted() {
        return confirmation == DeliveryConfig.Confirmation.ACCEPTED ? EventType.DELIVERED : EventType.ACCEPTED;
    }

    private NewEvent refused(RecipientKey recipient, int made, long accountId, Diagnosis diagnosis, Instant now) {
        if (!diagnosis.worthRetrying()) {
            return because(diagnosis, refusedForGood(recipient, diagnosis, now));
        }
        Optional<Instant> retryAt = retryPolicy.next(made, now);
        if (retryAt.isPresent()) {
            return because(diagnosis, NewEvent.of(recipient, EventType.DEFERRED, now))
                    .retryingAt(retryAt.get(), accountId);
        }
        if (diagnosis.suspectsAddressOnceGivenUp()) {
            return suspicion(recipient, diagnosis, now);
        }
        String sentence = diagnosis.sentence();
        return NewEvent.of(recipient, EventType.GAVE_UP, now)
                .because(
                        "Gave up after " + made + (made == 1 ? " attempt: " : " attempts: ") + decapitalised(sentence),
                        diagnosis.ruleId(),
                        diagnosis.codes());
    }

    private static NewEvent refusedForGood(RecipientKey recipient, Diagnosis diagnosis, Instant now) {
        if (diagnosis.ruleId().equals(Outcome.RENDERING)) {
            return NewEvent.of(recipient, EventType.FAILED, now);
        }
        return NewEvent.of(recipient, EventType.BLOCKED, now);
    }

    /** A refusal that proves nothing. The address is invalid only when another blast meets one, too. */
    private static NewEvent suspicion(RecipientKey recipient, Diagnosis diagnosis, Instant now) {
        return NewEvent.of(recipient, EventType.SUSPECTED, now)
                .because(Explanation.suspicion(diagnosis), Explanation.SUSPICION, diagnosis.codes());
    }

    private static NewEvent because(Diagnosis diagnosis, NewEvent event) {
        return event.because(diagnosis.sentence(), diagnosis.ruleId(), diagnosis.codes());
    }

    private static String decapitalised(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
