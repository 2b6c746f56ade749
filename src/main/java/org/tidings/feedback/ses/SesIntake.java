package org.tidings.feedback.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tidings.feedback.Feedback;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.Timeline;

/** Stores SES events. */
@ApplicationScoped
class SesIntake {

    private static final Logger LOG = Logger.getLogger(SesIntake.class);

    /** SNS waits 15 seconds for a response. */
    private static final long TIMEOUT_SECONDS = 10;

    private static final int LONGEST_TIMELINE = 1_000;

    private final Tokens tokens;
    private final Feedback feedback;
    private final Ledger ledger;
    private final Timeline timeline;
    private final ObjectMapper json;
    private final Clock clock;

    SesIntake(Tokens tokens, Feedback feedback, Ledger ledger, Timeline timeline, ObjectMapper json, Clock clock) {
        this.tokens = tokens;
        this.feedback = feedback;
        this.ledger = ledger;
        this.timeline = timeline;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Returns when everything is committed. Ignores events about other mail, for example of another application in the same AWS account.
     *
     * @param messageId the SNS message id; repeated ids count once
     * @param message the SES event as JSON
     * @throws RuntimeException when it could not be stored; SNS should retry
     */
    void take(String messageId, String message) {
        Optional<SesEvent> event = parse(message);
        Optional<TokenSubject> subject = event.flatMap(known -> known.subject(tokens));
        if (event.isEmpty() || subject.isEmpty()) {
            LOG.debugf("SNS message %s does not concern our mail", messageId);
            return;
        }
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        take(event.get(), subject.get(), "ses-" + messageId, new String(octets, StandardCharsets.ISO_8859_1));
    }

    private Optional<SesEvent> parse(String message) {
        try {
            return SesEvent.in(json.readTree(message));
        } catch (JsonProcessingException prose) {
            return Optional.empty(); // the test message for a new topic is not JSON
        }
    }

    private void take(SesEvent event, TokenSubject subject, String source, String raw) {
        Instant at = event.at(clock.instant());
        List<NewEvent> hits = SesEngagement.event(event, subject, at, tokens).stream()
                .map(hit -> hit.fromSource(source))
                .toList();
        ledger.apply(hits);
        List<FeedbackEvent> events = new SesEventMapper(event, subject, source, at, raw)
                .feedback(() -> isDelivered(new RecipientKey(subject.blastId(), subject.seq()))).stream()
                        .toList();
        try {
            feedback.take(events).orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** Whether a stored event confirms delivery. Acceptance by the next hop does not. */
    private boolean isDelivered(RecipientKey recipient) {
        return timeline.of(recipient, LONGEST_TIMELINE).stream()
                .anyMatch(event -> event.source() != 0
                        && !event.automatic()
                        && (event.type() == EventType.DELIVERED
                                || event.type() == EventType.OPENED
                                || event.type() == EventType.CLICKED));
    }
}
