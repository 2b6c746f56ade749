package org.tidings.feedback.provider;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tidings.feedback.Feedback;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.database.DatabaseException;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.Timeline;

/** Stores the events of providers. */
@ApplicationScoped
class ProviderIntake {

    private static final Logger LOG = Logger.getLogger(ProviderIntake.class);

    /** SparkPost waits 10 seconds for a response, the others longer. */
    private static final long TIMEOUT_SECONDS = 9;

    /** Opens and clicks in one transaction. */
    private static final int CHUNK = 250;

    private static final int LONGEST_TIMELINE = 1_000;

    private final Tokens tokens;
    private final Feedback feedback;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Clock clock;

    ProviderIntake(Tokens tokens, Feedback feedback, Ledger ledger, Timeline timeline, Clock clock) {
        this.tokens = tokens;
        this.feedback = feedback;
        this.ledger = ledger;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * Returns when everything is committed. Ignores events about other mail, for example of another application with the same provider. An event
     * that the database rejects does not affect the others, but the provider has to send all of them again: those that are stored count once.
     *
     * @throws RuntimeException when something could not be stored; the provider should retry
     */
    void take(FeedbackProvider provider, List<? extends ProviderEvent> events) {
        Instant now = clock.instant();
        List<NewEvent> hits = new ArrayList<>();
        List<CompletableFuture<Void>> stored = new ArrayList<>();
        for (ProviderEvent event : events) {
            Optional<TokenSubject> known = event.subject(tokens);
            if (known.isEmpty()) {
                LOG.debugf("%s of %s does not concern our mail", event.source(), provider.displayName());
                continue;
            }
            TokenSubject subject = known.get();
            event.hit(subject, now, tokens)
                    .map(hit -> hit.fromSource(event.source()))
                    .ifPresent(hits::add);
            event.feedback(subject, now, () -> isDelivered(new RecipientKey(subject.blastId(), subject.seq())))
                    .ifPresent(one -> stored.add(feedback.take(List.of(one))));
        }
        for (int i = 0; i < hits.size(); i += CHUNK) {
            apply(hits.subList(i, Math.min(hits.size(), i + CHUNK)));
        }
        try {
            CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new))
                    .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void apply(List<NewEvent> hits) {
        try {
            ledger.apply(hits);
        } catch (DatabaseException failure) {
            if (failure.isOutage() || hits.size() == 1) {
                throw failure;
            }
            DatabaseException last = null;
            for (NewEvent hit : hits) {
                try {
                    ledger.apply(List.of(hit));
                } catch (DatabaseException rejected) {
                    last = rejected;
                }
            }
            if (last != null) {
                throw last;
            }
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
