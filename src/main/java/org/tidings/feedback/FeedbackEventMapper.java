package org.tidings.feedback;

import org.tidings.diagnosis.Diagnosis;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;

/** From news to the event that it is for its recipient. Pure. */
final class FeedbackEventMapper {

    private FeedbackEventMapper() {}

    static NewEvent event(FeedbackEvent news) {
        return switch (news.kind()) {
            case ACCEPTED -> event(news, EventType.ACCEPTED);
            case DELIVERED -> event(news, EventType.DELIVERED);
            case FAILED -> failure(news);
            // the other server does the trying: no retryingAt
            case DELAYED -> event(news, EventType.DEFERRED);
            case SUPPRESSED -> event(news, EventType.LEFT_OUT_INVALID);
            case COMPLAINED -> event(news, EventType.COMPLAINED);
            case AUTO_REPLIED -> event(news, EventType.AUTO_REPLIED);
            case UNSUBSCRIBED -> event(news, EventType.UNSUBSCRIBED);
            case NOT_SPAM -> event(news, EventType.NOT_SPAM);
            case UNCLEAR -> event(news, EventType.UNCLEAR);
        };
    }

    private static NewEvent failure(FeedbackEvent news) {
        Diagnosis diagnosis = news.diagnosis();
        if (diagnosis == null) {
            throw new IllegalArgumentException("A failure needs a diagnosis: " + news.source());
        }
        return switch (diagnosis.verdict()) {
            case HARD -> event(news, EventType.BOUNCED);
            case BLOCKED -> event(news, EventType.BLOCKED);
            case UNKNOWN ->
                diagnosis.permanent() ? event(news, EventType.BOUNCED).asUnproven() : event(news, EventType.UNCLEAR);
            default -> event(news, EventType.GAVE_UP);
        };
    }

    private static NewEvent event(FeedbackEvent news, EventType type) {
        NewEvent event = NewEvent.of(news.subject().recipientId(), type, news.at())
                .withDetail(news.detail())
                .fromSource(news.sourceId());
        Diagnosis diagnosis = news.diagnosis();
        return diagnosis == null ? event : event.because(diagnosis.sentence(), diagnosis.ruleId(), diagnosis.codes());
    }
}
