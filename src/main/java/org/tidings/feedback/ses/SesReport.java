package org.tidings.feedback.ses;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.feedback.provider.ProviderEvent;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.NewEvent;

/**
 * An SES event with its source.
 *
 * @param source made of the id of the SNS message
 * @param raw the original message, decoded as ISO 8859-1
 */
record SesReport(SesEvent event, String source, String raw) implements ProviderEvent {

    @Override
    public Optional<TokenSubject> subject(Tokens tokens) {
        return event.subject(tokens);
    }

    @Override
    public Optional<NewEvent> hit(TokenSubject subject, Instant now, Tokens tokens) {
        return SesEngagement.event(event, subject, event.at(now), tokens);
    }

    @Override
    public Optional<FeedbackEvent> feedback(TokenSubject subject, Instant now, BooleanSupplier delivered) {
        return new SesEventMapper(event, subject, source, event.at(now), raw).feedback(delivered);
    }
}
