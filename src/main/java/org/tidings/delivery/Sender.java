package org.tidings.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Purpose;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientQueue.Claimed;
import org.tidings.recipient.RecipientQueue.Standing;

/** Puts messages on the wire, as many at once as there are connections, and tells the Ledger what came of each. */
final class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);
    /** A message that meets trouble this often while others get through is itself the trouble, and is charged. */
    private static final int STRIKES = 3;
    /** A relay that is restarted may answer this often that it is not available, or wants less, and the message is not charged. */
    private static final int ANSWERS = 10;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final MailTransport transport;
    private final Relays relays;
    private final Leases leases;
    private final Attempt attempt;
    private final EventIntake intake;
    private final Clock clock;
    private final int connections;
    private final DomainThrottle domainPace;
    private final Runnable recordFailure;
    private final Semaphore onTheWire;
    private final AtomicInteger sentLately = new AtomicInteger();
    /** One that goes by another node afterwards is forgotten. */
    private final Map<Long, Integer> strikes = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofHours(1))
            .<Long, Integer>build()
            .asMap();

    Sender(
            MailTransport transport,
            Relays relays,
            Leases leases,
            Attempt attempt,
            EventIntake intake,
            Clock clock,
            int connections,
            DomainThrottle domainPace,
            Runnable recordFailure) {
        this.transport = transport;
        this.relays = relays;
        this.leases = leases;
        this.attempt = attempt;
        this.intake = intake;
        this.clock = clock;
        this.connections = connections;
        this.domainPace = domainPace;
        this.recordFailure = recordFailure;
        this.onTheWire = new Semaphore(connections);
    }

    /**
     * Sends as soon as there is room on the wire.
     *
     * @return false when it did not begin: the lease is nearly over, or no relay may be tried, since another message is already finding out
     *     whether the trouble is over
     */
    boolean send(Purpose purpose, PreparedMessage message, Claimed recipient) throws InterruptedException {
        onTheWire.acquire();
        Standing standing = standing(recipient);
        if (standing == null) {
            return false;
        }
        Instant now = clock.instant();
        if (standing.invalid()) {
            finish(NewEvent.of(recipient.id(), EventType.LEFT_OUT_INVALID, now)
                    .because("Not mailed: the address became invalid meanwhile", "invalid", null));
        } else if (standing.unsubscribed() && purpose == Purpose.MARKETING) {
            finish(NewEvent.of(recipient.id(), EventType.LEFT_OUT_UNSUBSCRIBED, now)
                    .because("Left out: unsubscribed meanwhile", "unsubscribed", null));
        } else {
            return attempt(message, recipient);
        }
        return true;
    }

    /** Null, with the place on the wire given back, when the attempt may not begin. The lease is looked at last: the question may take long. */
    private @Nullable Standing standing(Claimed recipient) {
        boolean begins = false;
        try {
            Standing standing = leases.standing(recipient);
            begins = leases.isGood(recipient);
            return begins ? standing : null;
        } finally {
            if (!begins) {
                onTheWire.release();
            }
        }
    }

    /** How many attempts were concluded since this was last asked. */
    int sentLately() {
        return sentLately.getAndSet(0);
    }

    /** Waits until nothing is on the wire any more, but not for ever. */
    void drain(Duration patience) throws InterruptedException {
        if (!onTheWire.tryAcquire(connections, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Messages are still on the wire; they may be sent again");
        }
    }

    private boolean attempt(PreparedMessage message, Claimed recipient) {
        Relay relay = relays.next(clock.instant());
        if (relay == null) {
            onTheWire.release();
            return false;
        }
        try {
            transport
                    .send(relay, message.render(person(recipient)))
                    .thenAccept(outcome -> conclude(relay, recipient, outcome))
                    .exceptionally(failure -> cannotBeMade(recipient, failure))
                    .whenComplete((nothing, unexpected) -> relay.concluded());
        } catch (RuntimeException | StackOverflowError failure) {
            relay.concluded();
            cannotBeMade(recipient, failure);
        } catch (Error failure) { // of this process, such as too little memory, and not of the message
            relay.concluded();
            onTheWire.release();
            throw failure;
        }
        return true;
    }

    private static Person person(Claimed recipient) {
        long addressId = recipient.addressId() == null ? 0 : recipient.addressId();
        return new Person(
                new TokenSubject(recipient.id(), addressId),
                recipient.email(),
                recipient.firstName(),
                recipient.lastName(),
                recipient.fields());
    }

    private void conclude(Relay relay, Claimed recipient, Outcome outcome) {
        if (outcome.diagnosis().verdict() != Verdict.TRANSPORT) {
            tellDomainPace(recipient, outcome);
            relay.succeeded();
        } else if (!isCharged(relay, recipient, outcome)) {
            holdBack(relay, recipient, outcome);
            return;
        }
        strikes.remove(recipient.id());
        sentLately.incrementAndGet();
        finish(attempt.event(recipient, outcome));
    }

    private void tellDomainPace(Claimed recipient, Outcome outcome) {
        if (outcome.diagnosis().verdict() == Verdict.DELIVERED) {
            domainPace.accepted(recipient.email());
        } else if (outcome.diagnosis().defersDomain()) {
            domainPace.deferred(recipient.email(), clock.instant());
        }
    }

    /** Never for what the relay says of itself. What may have arrived counts even in trouble: it must not arrive for ever. */
    private boolean isCharged(Relay relay, Claimed recipient, Outcome outcome) {
        boolean inTrouble = relay.health().isInTrouble();
        boolean mayHaveArrived = outcome.mayHaveArrived();
        if (outcome.isAboutRelay() || (inTrouble && !mayHaveArrived && !outcome.isAnswer())) {
            return false;
        }
        int strike = strikes.merge(recipient.id(), 1, Integer::sum);
        boolean patient = outcome.diagnosis().asksForLess() || (inTrouble && !mayHaveArrived);
        return strike >= (patient ? ANSWERS : STRIKES);
    }

    /** Connection trouble is nobody's attempt: the recipient goes back, and the task says why. */
    private void holdBack(Relay relay, Claimed recipient, Outcome outcome) {
        Instant now = clock.instant();
        String sentence = outcome.diagnosis().sentence();
        Instant soonest = now;
        if (outcome.diagnosis().slowsRelay()) {
            relay.throttled(recipient.id(), sentence, now);
        } else if (outcome.isAnswer()) {
            refused(relay, recipient, sentence, now);
            soonest = relays.isInTrouble() ? now : now.plus(SOON);
        } else {
            relay.failed(sentence, now);
        }
        Instant dueAgain = relays.retryAt(soonest);
        LOG.debugf("Held back %s: %s", recipient.id(), outcome.text());
        inBackground(() -> {
            try {
                leases.release(Map.of(recipient, dueAgain));
            } finally {
                onTheWire.release();
            }
        });
    }

    /** A "421" is that of the receiving domain, which the relay only passes on, until it turns out to be said of all. */
    private void refused(Relay relay, Claimed recipient, String sentence, Instant now) {
        domainPace.deferred(recipient.email(), now);
        if (relay.refused(recipient.id(), sentence, now)) {
            domainPace.forgetDeferrals();
        }
    }

    private @Nullable Void cannotBeMade(Claimed recipient, Throwable failure) {
        LOG.warnf(failure, "The message for recipient %d could not be made", recipient.id());
        finish(NewEvent.of(recipient.id(), EventType.FAILED, clock.instant())
                .asAttempt()
                .because("The message could not be made", "rendering", null)
                .withDetail(failure.toString()));
        return null;
    }

    private void finish(NewEvent event) {
        long recipient = event.recipientId();
        leases.attempted(recipient);
        var unused = intake.outcome(
                        event.fromSource(UlidCreator.getMonotonicUlid().toString()))
                .whenComplete((stored, refused) -> {
                    if (refused == null) {
                        leases.recorded(recipient);
                        if (event.type() == EventType.BOUNCED || event.type() == EventType.BLOCKED) {
                            recordFailure.run();
                        }
                    } else {
                        leases.unstorable(recipient);
                    }
                });
        onTheWire.release(); // the last one lets the process end
    }

    /** The mail client calls back on an event loop, where no database work may be done. */
    private static void inBackground(Runnable work) {
        Infrastructure.getDefaultExecutor().execute(() -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                LOG.warnf("A recipient could not be given back and waits for its lease: %s", failure.getMessage());
            }
        });
    }
}
