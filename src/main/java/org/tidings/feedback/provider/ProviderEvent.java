package org.tidings.feedback.provider;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.NewEvent;

/** One event that a provider reports: either a hit (open, click) or feedback. */
public interface ProviderEvent {

    /** The recipient; empty for mail of others, and for tokens that this installation did not sign for messages. */
    Optional<TokenSubject> subject(Tokens tokens);

    /** Unique id in at most 70 ASCII characters. A repeated event has the same. */
    String source();

    /**
     * The open or click.
     *
     * @param now the latest time that the event can have
     */
    Optional<NewEvent> hit(TokenSubject subject, Instant now, Tokens tokens);

    /**
     * The feedback.
     *
     * @param now the latest time that the event can have
     * @param delivered whether the message is known to have been delivered; evaluated only if needed
     */
    Optional<FeedbackEvent> feedback(TokenSubject subject, Instant now, BooleanSupplier delivered);
}
