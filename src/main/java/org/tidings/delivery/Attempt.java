package org.tidings.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientQueue.Claimed;

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

    NewEvent event(Claimed recipient, Outcome outcome) {
        Diagnosis diagnosis = outcome.diagnosis();
        Instant now = clock.instant();
        NewEvent event = switch (diagnosis.verdict()) {
            case DELIVERED -> NewEvent.of(recipient.id(), accepted(), now);
            case HARD -> because(diagnosis, NewEvent.of(recipient.id(), EventType.BOUNCED, now));
            default -> refused(recipient, diagnosis, now);
        };
        return event.asAttempt().withDetail(outcome.text());
    }

    private EventType accepted() {
        return confirmation == DeliveryConfig.Confirmation.ACCEPTED ? EventType.DELIVERED : EventType.ACCEPTED;
    }

    private NewEvent refused(Claimed recipient, Diagnosis diagnosis, Instant now) {
        if (!diagnosis.worthRetrying()) {
            return because(diagnosis, refusedForGood(recipient, diagnosis, now));
        }
        int made = recipient.attempts() + 1;
        Optional<Instant> retryAt = retryPolicy.next(made, now);
        if (retryAt.isPresent()) {
            return because(diagnosis, NewEvent.of(recipient.id(), EventType.DEFERRED, now))
                    .retryingAt(retryAt.get());
        }
        String sentence = diagnosis.sentence();
        return NewEvent.of(recipient.id(), EventType.GAVE_UP, now)
                .because(
                        "Gave up after " + made + (made == 1 ? " attempt: " : " attempts: ") + decapitalised(sentence),
                        diagnosis.ruleId(),
                        diagnosis.codes());
    }

    /** A permanent refusal that nobody understands is this blast's bounce; the address is invalid only at the second. */
    private static NewEvent refusedForGood(Claimed recipient, Diagnosis diagnosis, Instant now) {
        return diagnosis.verdict() == Verdict.UNKNOWN
                ? NewEvent.of(recipient.id(), EventType.BOUNCED, now).asUnproven()
                : NewEvent.of(recipient.id(), EventType.BLOCKED, now);
    }

    private static NewEvent because(Diagnosis diagnosis, NewEvent event) {
        return event.because(diagnosis.sentence(), diagnosis.ruleId(), diagnosis.codes());
    }

    private static String decapitalised(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
