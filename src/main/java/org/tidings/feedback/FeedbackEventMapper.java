package org.tidings.feedback;

import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Explanation;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;

/** Maps feedback to the event of its recipient. */
final class FeedbackEventMapper {

    private FeedbackEventMapper() {}

    static NewEvent event(FeedbackEvent feedback) {
        return switch (feedback.kind()) {
            case ACCEPTED -> event(feedback, EventType.ACCEPTED);
            case DELIVERED -> event(feedback, EventType.DELIVERED);
            case FAILED -> failure(feedback);
            // the remote server retries: no retryingAt
            case DELAYED -> event(feedback, EventType.DEFERRED);
            case SUPPRESSED -> event(feedback, EventType.LEFT_OUT_INVALID);
            case COMPLAINED -> event(feedback, EventType.COMPLAINED);
            case AUTO_REPLIED -> event(feedback, EventType.AUTO_REPLIED);
            case UNSUBSCRIBED -> event(feedback, EventType.UNSUBSCRIBED);
            case NOT_SPAM -> event(feedback, EventType.NOT_SPAM);
            case UNCLEAR -> event(feedback, EventType.UNCLEAR);
        };
    }

    private static NewEvent failure(FeedbackEvent feedback) {
        Diagnosis diagnosis = feedback.diagnosis();
        if (diagnosis == null) {
            throw new IllegalArgumentException("A failure needs a diagnosis: " + feedback.source());
        }
        return switch (diagnosis.verdict()) {
            case HARD -> event(feedback, EventType.BOUNCED);
            case BLOCKED -> event(feedback, EventType.BLOCKED);
            case SUSPECTED -> suspicion(feedback, diagnosis);
            case UNKNOWN -> event(feedback, EventType.UNCLEAR);
            default -> event(feedback, EventType.GAVE_UP);
        };
    }

    private static NewEvent suspicion(FeedbackEvent feedback, Diagnosis diagnosis) {
        return event(feedback, EventType.SUSPECTED)
                .because(Explanation.suspicion(diagnosis), Explanation.SUSPICION, diagnosis.codes());
    }

    private static NewEvent event(FeedbackEvent feedback, EventType type) {
        NewEvent event = NewEvent.of(feedback.recipient(), type, feedback.at())
                .withDetail(feedback.detail())
                .fromSource(feedback.sourceId())
                .asFeedback();
        Diagnosis diagnosis = feedback.diagnosis();
        return diagnosis == null ? event : event.because(diagnosis.sentence(), diagnosis.ruleId(), diagnosis.codes());
    }
}
