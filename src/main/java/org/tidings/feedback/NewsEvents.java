package org.tidings.feedback;

import java.util.Optional;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;

/** From news to the event that it is for its recipient. Pure. */
final class NewsEvents {

    private NewsEvents() {}

    /** Empty where nothing happened to the recipient. */
    static Optional<NewEvent> event(News news) {
        return switch (news.kind()) {
            case ACCEPTED -> Optional.of(event(news, EventType.ACCEPTED));
            case DELIVERED -> Optional.of(event(news, EventType.DELIVERED));
            case FAILED -> failure(news);
            // the other server does the trying: no retryingAt
            case DELAYED -> Optional.of(event(news, EventType.DEFERRED));
            case SUPPRESSED -> Optional.of(event(news, EventType.LEFT_OUT_INVALID));
            case COMPLAINED -> Optional.of(event(news, EventType.COMPLAINED));
            case AUTO_REPLIED -> Optional.of(event(news, EventType.AUTO_REPLIED));
            case UNSUBSCRIBED -> Optional.of(event(news, EventType.UNSUBSCRIBED));
            case NOT_SPAM -> Optional.of(event(news, EventType.NOT_SPAM));
            case UNCLEAR -> Optional.empty();
        };
    }

    /** Empty where nobody understands it: the recipient stays as it is, and a person can look at the evidence. */
    private static Optional<NewEvent> failure(News news) {
        Diagnosis diagnosis = news.diagnosis();
        if (diagnosis == null) {
            throw new IllegalArgumentException("A failure needs a diagnosis: " + news.source());
        }
        return switch (diagnosis.verdict()) {
            case HARD -> Optional.of(event(news, EventType.BOUNCED));
            case BLOCKED -> Optional.of(event(news, EventType.BLOCKED));
            case UNKNOWN ->
                diagnosis.permanent()
                        ? Optional.of(event(news, EventType.BOUNCED).asUnproven())
                        : Optional.empty();
            default -> Optional.of(event(news, EventType.GAVE_UP));
        };
    }

    private static NewEvent event(News news, EventType type) {
        NewEvent event = NewEvent.of(news.subject().recipientId(), type, news.at())
                .withDetail(news.detail())
                .fromSource(news.sourceId());
        Diagnosis diagnosis = news.diagnosis();
        return diagnosis == null ? event : event.because(diagnosis.sentence(), diagnosis.ruleId(), diagnosis.codes());
    }
}
