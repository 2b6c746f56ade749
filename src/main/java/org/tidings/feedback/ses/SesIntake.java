package org.tidings.feedback.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;

/** Takes what SES tells and has it stored. */
@ApplicationScoped
class SesIntake {

    private static final Logger LOG = Logger.getLogger(SesIntake.class);

    /** SNS waits 15 seconds for an answer. */
    private static final long PATIENCE_SECONDS = 10;

    private final Tokens tokens;
    private final Feedback feedback;
    private final Ledger ledger;
    private final Transactions transactions;
    private final ObjectMapper json;
    private final Clock clock;

    SesIntake(
            Tokens tokens,
            Feedback feedback,
            Ledger ledger,
            Transactions transactions,
            ObjectMapper json,
            Clock clock) {
        this.tokens = tokens;
        this.feedback = feedback;
        this.ledger = ledger;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Returns once everything is committed. What concerns nobody of ours, such as mail of another program in the same Amazon account, is
     * passed over.
     *
     * @param messageId of SNS; the same one counts once
     * @param message what SES wrote
     * @throws RuntimeException when it could not be stored, and should come again
     */
    void take(String messageId, String message) {
        Optional<SesEvent> event = parse(message);
        Optional<TokenSubject> subject = event.flatMap(known -> known.subject(tokens));
        if (event.isEmpty() || subject.isEmpty()) {
            LOG.debugf("SNS message %s tells nothing of our mail", messageId);
            return;
        }
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        take(event.get(), subject.get(), "ses-" + messageId, new String(octets, StandardCharsets.ISO_8859_1));
    }

    private Optional<SesEvent> parse(String message) {
        try {
            return SesEvent.in(json.readTree(message));
        } catch (JsonProcessingException prose) {
            return Optional.empty(); // with a sentence SES tries whether the topic works
        }
    }

    private void take(SesEvent event, TokenSubject subject, String source, String raw) {
        Instant at = event.at(clock.instant());
        List<NewEvent> hits = SesEngagement.event(event, subject, at, tokens).stream()
                .map(hit -> hit.fromSource(source))
                .toList();
        ledger.apply(hits);
        List<FeedbackEvent> news = new SesEventMapper(event, subject, source, at, raw)
                .news(() -> isDelivered(subject.recipientId())).stream().toList();
        try {
            feedback.take(news).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** Whether somebody else than the next hop told so, by {@code recipient_event_ix_recipient}. */
    private boolean isDelivered(long recipientId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select 1 from recipient_event where recipient_id = ?"
                            + " and type in ('DELIVERED', 'OPENED', 'CLICKED') and source_id is not null and not automatic limit 1")) {
                select.setLong(1, recipientId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }
}
