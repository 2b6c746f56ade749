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
import org.tidings.engagement.ScannerNetworks;
import org.tidings.engagement.TrackingRequest;
import org.tidings.message.ClickTarget;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.EngagementClassifier;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/**
 * Classifies opens and clicks and stores them. The returned stages complete when the hit is on disk, or after
 * {@value #PATIENCE_MILLIS} ms at the latest: a recipient must not wait because the database is slow.
 */
@ApplicationScoped
class TrackingRecorder {

    private static final Logger LOG = Logger.getLogger(TrackingRecorder.class);
    private static final long PATIENCE_MILLIS = 1_000;
    /** Hits stored per minute in one {@link Series}. A scanner of a message with many links stays below it; the limit protects the disk. */
    private static final int MOST_A_MINUTE = 120;

    private final EventIntake intake;
    private final Clock clock;
    private final Cache<Series, AtomicInteger> recentHits = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** The unit of the rate limit. Automatic hits are counted apart, so that a scanner in a loop cannot hide a person's click. */
    private record Series(RecipientKey recipient, EventType type, boolean automatic) {}

    TrackingRecorder(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    CompletionStage<Void> open(TokenSubject subject, HttpServerRequest request) {
        NewEvent event = NewEvent.of(recipient(subject), EventType.OPENED, clock.instant())
                .byVisitor(TrackingRequests.program(request));
        return store(judged(event, TrackingRequest.Kind.OPEN, request));
    }

    CompletionStage<Void> click(ClickTarget target, HttpServerRequest request) {
        NewEvent event = NewEvent.of(recipient(target.subject()), EventType.CLICKED, clock.instant())
                .withLink(target.link())
                .byVisitor(TrackingRequests.program(request));
        return store(judged(event, TrackingRequest.Kind.CLICK, request));
    }

    /** Records a visit to one of the message's own pages, which helps to recognise scanners. */
    CompletionStage<Void> visit(TokenSubject subject, String page, HttpServerRequest request) {
        NewEvent event = NewEvent.of(recipient(subject), EventType.VISITED, clock.instant())
                .byVisitor(page);
        Judgement judgement = MachineRules.judge(TrackingRequests.hit(TrackingRequest.Kind.PAGE, request));
        boolean isMachine = judgement.automatic()
                || ScannerNetworks.vendor(TrackingRequests.address(request)).isPresent();
        return store(isMachine ? event.byMachine() : event);
    }

    private static NewEvent judged(NewEvent event, TrackingRequest.Kind kind, HttpServerRequest request) {
        String address = TrackingRequests.address(request);
        return ScannerNetworks.vendor(address)
                .map(vendor -> event.byMachine().byVisitor(event.described(vendor + " (by its address)")))
                .orElseGet(() -> EngagementClassifier.judged(
                        event.fromNetwork(TrackingRequests.network(address)), TrackingRequests.hit(kind, request)));
    }

    private static RecipientKey recipient(TokenSubject subject) {
        return new RecipientKey(subject.blastId(), subject.seq());
    }

    private CompletionStage<Void> store(NewEvent event) {
        if (event.recipient().seq() == 0) { // a test message
            return CompletableFuture.completedFuture(null);
        }
        Series series = new Series(event.recipient(), event.type(), event.automatic());
        if (recentHits.get(series, key -> new AtomicInteger()).incrementAndGet() > MOST_A_MINUTE) {
            return CompletableFuture.completedFuture(null);
        }
        // a ULID increases with time, so inserts go to the end of the index
        return intake.hit(event.fromSource(UlidCreator.getMonotonicUlid().toString()))
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    LOG.warnf("A hit was answered before it was stored: %s", failure);
                    return null;
                });
    }
}
