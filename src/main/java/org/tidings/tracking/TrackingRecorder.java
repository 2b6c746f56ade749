package org.tidings.tracking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.tidings.engagement.Judgement;
import org.tidings.engagement.MachineRules;
import org.tidings.engagement.TrackingRequest;
import org.tidings.message.ClickTarget;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.EngagementClassifier;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** Judges hits and has them stored. What it gives completes when the hit is on disk, and in any case soon: a visitor never waits for our faults. */
@ApplicationScoped
class TrackingRecorder {

    private static final Logger LOG = Logger.getLogger(TrackingRecorder.class);
    private static final long PATIENCE_MILLIS = 1_000;
    /** More than a scanner of a message with many links; what comes beyond is answered and not kept, so that nobody fills our disk. */
    private static final int MOST_A_MINUTE = 120;

    private final EventIntake intake;
    private final Clock clock;
    private final Cache<Series, AtomicInteger> seenLately = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** Hits of one kind by one recipient: a machine that comes without end hides no person's click. */
    private record Series(RecipientKey recipient, EventType type, boolean automatic) {}

    TrackingRecorder(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    CompletionStage<Void> open(TokenSubject subject, HttpServerRequest request) {
        NewEvent event = NewEvent.of(recipient(subject), EventType.OPENED, clock.instant())
                .byVisitor(TrackingRequests.program(request));
        return store(EngagementClassifier.judged(event, TrackingRequests.hit(TrackingRequest.Kind.OPEN, request)));
    }

    CompletionStage<Void> click(ClickTarget target, HttpServerRequest request) {
        NewEvent event = NewEvent.of(recipient(target.subject()), EventType.CLICKED, clock.instant())
                .withLink(target.link())
                .byVisitor(TrackingRequests.program(request));
        return store(EngagementClassifier.judged(event, TrackingRequests.hit(TrackingRequest.Kind.CLICK, request)));
    }

    /** The page is one of the message's own; part of the evidence against scanners. */
    CompletionStage<Void> visit(TokenSubject subject, String page, HttpServerRequest request) {
        NewEvent event = NewEvent.of(recipient(subject), EventType.VISITED, clock.instant())
                .byVisitor(page);
        Judgement judgement = MachineRules.judge(TrackingRequests.hit(TrackingRequest.Kind.PAGE, request));
        return store(judgement.automatic() ? event.byMachine() : event);
    }

    private static RecipientKey recipient(TokenSubject subject) {
        return new RecipientKey(subject.blastId(), subject.seq());
    }

    private CompletionStage<Void> store(NewEvent event) {
        if (event.recipient().seq() == 0) { // a test message
            return CompletableFuture.completedFuture(null);
        }
        Series series = new Series(event.recipient(), event.type(), event.automatic());
        if (seenLately.get(series, key -> new AtomicInteger()).incrementAndGet() > MOST_A_MINUTE) {
            return CompletableFuture.completedFuture(null);
        }
        // a ULID grows with time, as the key of the index does
        return intake.hit(event.fromSource(UlidCreator.getMonotonicUlid().toString()))
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    LOG.warnf("A hit was answered before it was stored: %s", failure);
                    return null;
                });
    }
}
