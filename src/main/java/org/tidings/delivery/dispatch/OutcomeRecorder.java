package org.tidings.delivery.dispatch;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Verdict;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** Decides what the outcome of a message means for its recipient, its relay and its receiving domain, and has it recorded. */
final class OutcomeRecorder {

    private static final Logger LOG = Logger.getLogger(OutcomeRecorder.class);

    /** A message with so many transport failures while others get through is itself the cause, and its attempt counts. */
    private static final int FAILURES = 3;
    /** The same for replies by which a relay says that it is not available or asks for less mail. */
    private static final int PATIENT_FAILURES = 10;

    private static final Duration SOON = Duration.ofSeconds(1);

    /**
     * Outcomes that are not yet stored: the batch that is being committed and the one that gathers meanwhile. Sending waits for a permit, so no
     * more than that many messages and one for each connection are mailed again after a {@code kill -9}.
     */
    private static final int UNRECORDED = 2 * EventIntake.OUTCOMES_AT_ONCE;

    private final Function<NewEvent, CompletableFuture<Void>> store;
    private final Attempt attempt;
    private final Relays relays;
    private final DomainThrottle domainThrottle;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Semaphore unrecorded = new Semaphore(UNRECORDED);
    private final AtomicInteger concludedLately = new AtomicInteger();
    /** Counts are forgotten when the message goes by another node. */
    private final Map<RecipientKey, Integer> transportFailures = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .<RecipientKey, Integer>build()
            .asMap();

    /** @param store completes once an event is committed */
    OutcomeRecorder(
            Function<NewEvent, CompletableFuture<Void>> store,
            Attempt attempt,
            Relays relays,
            DomainThrottle domainThrottle,
            MeterRegistry meters,
            Clock clock) {
        this.meters = meters;
        this.store = store;
        this.attempt = attempt;
        this.relays = relays;
        this.domainThrottle = domainThrottle;
        this.clock = clock;
    }

    /** Taken before a message is sent; {@link #conclude} and {@link #leaveOut} return it when the outcome is stored. */
    boolean tryAcquirePermit() {
        return unrecorded.tryAcquire();
    }

    void acquirePermit() throws InterruptedException {
        unrecorded.acquire();
    }

    void returnPermit() {
        unrecorded.release();
    }

    /** Waits until every outcome is stored. @return false when they were not within that time */
    boolean awaitStored(Duration time) throws InterruptedException {
        boolean stored = unrecorded.tryAcquire(UNRECORDED, time.toMillis(), TimeUnit.MILLISECONDS);
        if (stored) {
            unrecorded.release(UNRECORDED);
        }
        return stored;
    }

    /** How many attempts were concluded since this was last asked. */
    int concludedLately() {
        return concludedLately.getAndSet(0);
    }

    /** The recipient turned out to be ineligible before the message was sent. */
    void leaveOut(QueuedMessage message, boolean invalid) {
        NewEvent event = invalid
                ? NewEvent.of(message.recipient().key(), EventType.LEFT_OUT_INVALID, clock.instant())
                        .because("Not mailed: the address became invalid before its turn", "invalid", null)
                : NewEvent.of(message.recipient().key(), EventType.LEFT_OUT_UNSUBSCRIBED, clock.instant())
                        .because("Left out: unsubscribed before their turn", "unsubscribed", null);
        store(message, event.fromSource("left out " + message.recipient().key()));
    }

    void conclude(Relay relay, QueuedMessage message, Outcome outcome) {
        meters.counter(
                        "tidings.delivery.attempts",
                        "relay",
                        relay.name(),
                        "outcome",
                        outcome.diagnosis().verdict().name().toLowerCase(Locale.ROOT))
                .increment();
        if (outcome.diagnosis().verdict() != Verdict.TRANSPORT) {
            if (!outcome.diagnosis().ruleId().equals(Outcome.RENDERING)) {
                noteForDomain(message, outcome);
                relay.succeeded();
            }
        } else if (!countsAsAttempt(relay, message, outcome)) {
            requeue(relay, message, outcome);
            return;
        }
        if (!transportFailures.isEmpty()) {
            transportFailures.remove(message.recipient().key());
        }
        concludedLately.incrementAndGet();
        store(
                message,
                attempt.event(
                                message.recipient().key(),
                                message.range().queued().attempt(),
                                message.range().queued().accountId(),
                                outcome)
                        .toDomain(message.domain()));
    }

    private void noteForDomain(QueuedMessage message, Outcome outcome) {
        if (outcome.diagnosis().verdict() == Verdict.DELIVERED) {
            domainThrottle.accepted(message.domain());
        } else if (outcome.diagnosis().defersDomain()) {
            domainThrottle.deferred(message.domain(), clock.instant());
        }
    }

    /** Never for what the relay says of itself. What may have arrived counts even in trouble, or it could arrive any number of times. */
    private boolean countsAsAttempt(Relay relay, QueuedMessage message, Outcome outcome) {
        boolean inTrouble = relay.health().isInTrouble();
        boolean mayHaveArrived = outcome.mayHaveArrived();
        if (outcome.isAboutRelay() || (inTrouble && !mayHaveArrived && !outcome.isAnswer())) {
            return false;
        }
        int failures = transportFailures.merge(message.recipient().key(), 1, Integer::sum);
        boolean patient = outcome.diagnosis().asksForLess() || (inTrouble && !mayHaveArrived);
        return failures >= (patient ? PATIENT_FAILURES : FAILURES);
    }

    /** Trouble with the connection is no attempt: the recipient returns to the queue, and the task shows the trouble. */
    private void requeue(Relay relay, QueuedMessage message, Outcome outcome) {
        Instant now = clock.instant();
        String sentence = outcome.diagnosis().sentence();
        Instant soonest = now;
        if (outcome.diagnosis().slowsRelay()) {
            relay.throttled(message.recipient().key(), sentence, now);
        } else if (outcome.isAnswer()) {
            refused(relay, message, sentence, now);
            soonest = relays.isInTrouble() ? now : now.plus(SOON);
        } else {
            relay.failed(sentence, now);
        }
        LOG.debugf("%s returns to the queue: %s", message.recipient().key(), outcome.text());
        message.range().giveBack(soonest.plus(relays.pause(now)));
        returnPermit();
    }

    /** A 421 is taken for that of the receiving domain, which the relay passes on, until it turns out that all messages get it. */
    private void refused(Relay relay, QueuedMessage message, String sentence, Instant now) {
        domainThrottle.deferred(message.domain(), now);
        if (relay.refused(message.recipient().key(), sentence, now)) {
            domainThrottle.forgetDeferrals();
        }
    }

    private void store(QueuedMessage message, NewEvent event) {
        var unused = store.apply(event)
                .exceptionallyCompose(failure -> {
                    LOG.errorf(
                            failure,
                            "The outcome of %s is stored without its texts",
                            message.recipient().key());
                    return store.apply(event.withoutTexts());
                })
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        LOG.errorf(
                                failure,
                                "The outcome of %s could not be stored",
                                message.recipient().key());
                    }
                    message.range().recorded();
                    returnPermit();
                });
    }
}
