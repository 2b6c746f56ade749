package org.tidings.delivery.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.delivery.throttle.RateLimiter;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.recipient.QueuedRecipients.Eligibility;

/** One connection and its thread: takes messages from the buffer, checks that they may still be sent, and sends them. */
final class ConnectionWorker implements Runnable {

    private static final Logger LOG = Logger.getLogger(ConnectionWorker.class);

    private static final long IDLE_MILLIS = 1_000;
    /** Seconds without mail after which the connection is closed. */
    private static final int IDLE_LIMIT = 10;
    /** Between two looks at a relay that is in trouble or has no room. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Duration LONGEST_PARK = Duration.ofMillis(250);

    private static final Outcome ABANDONED = Outcome.failed(
            Outcome.UNANSWERED, RelayErrors.NO_ANSWER, "The connection failed, and the message may have arrived");

    /** What all workers of a node share. */
    record Shared(
            SendBuffer buffer,
            OutcomeRecorder outcomes,
            Relays relays,
            RateLimiter rateLimiter,
            DomainThrottle domainThrottle,
            Clock clock,
            Runnable taken) {}

    private final Relay relay;
    private final Shared shared;
    private volatile boolean running = true;
    /** Messages that the connection has taken and that have no outcome yet. */
    private final Queue<QueuedMessage> underWay = new ArrayDeque<>();

    private boolean probing;
    private boolean hasPermit;
    private int taken;

    ConnectionWorker(Relay relay, Shared shared) {
        this.relay = relay;
        this.shared = shared;
    }

    /** Ends after the messages that are being sent. */
    void stop() {
        running = false;
    }

    @Override
    @SuppressWarnings("try") // an idle connection is closed, and opens again with the next message
    public void run() {
        try (TransportConnection connection = relay.transport().open()) {
            int idle = 0;
            while (running) {
                try {
                    boolean sent = turn(connection);
                    idle = sent ? 0 : idle + 1;
                    if (idle == IDLE_LIMIT) {
                        connection.close();
                    }
                } catch (InterruptedException stop) {
                    throw stop;
                } catch (Throwable failure) { // an Error must not end the thread
                    LOG.errorf(failure, "A connection to %s continues after a failure", relay.name());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what there is, as long as there is any. @return false after a second without messages */
    private boolean turn(TransportConnection connection) throws InterruptedException {
        if (shared.buffer().size() == 0) {
            shared.buffer().await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (shared.buffer().size() == 0) {
                return false;
            }
        }
        if (!mayBegin()) {
            return true;
        }
        try {
            taken = 0;
            if (shared.relays().mayUse(relay, shared.clock().instant())) {
                sendSome(connection);
            }
            if (taken == 0) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } finally {
            if (probing) {
                probing = false;
                relay.health().probeEnded();
            }
        }
        return true;
    }

    /** Whether the relay may be used now. In trouble one worker at a time risks one message. */
    private boolean mayBegin() {
        Instant now = shared.clock().instant();
        Duration pause = relay.health().pause(now);
        if (!pause.isZero()) {
            LockSupport.parkNanos(Math.min(pause.toNanos(), LONGEST_PARK.toNanos()));
            return false;
        }
        if (!relay.health().isInTrouble()) {
            return true;
        }
        probing = relay.health().mayProbe(now);
        if (!probing) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return probing;
    }

    /** A connection that waits for the rate or for the database is not busy: others of its relay count as able to send. */
    private void sendSome(TransportConnection connection) throws InterruptedException {
        awaitRate();
        shared.outcomes().acquirePermit(); // so that next() has one when it is called first
        hasPermit = true;
        boolean busy = shared.relays().beginConnection(relay, shared.clock().instant());
        try {
            if (busy) {
                connection.send(this::next, this::conclude);
            }
        } finally {
            if (busy) {
                relay.connectionRests();
            }
            returnPermit();
            concludeAbandoned();
        }
    }

    private void awaitRate() {
        // a permit that is not used after all is lost, which makes the rate a little lower
        for (long wait = shared.rateLimiter().tryAcquire();
                wait > 0 && running;
                wait = shared.rateLimiter().tryAcquire()) {
            LockSupport.parkNanos(Math.min(wait, LONGEST_PARK.toNanos()));
        }
    }

    /** The next message that may be sent now; null when there is none, or this connection has to wait. */
    private @Nullable QueuedMessage next() {
        if (!running || (taken > 0 && (probing || relay.health().isInTrouble()))) {
            return null;
        }
        if (!hasPermit && !mayContinue()) {
            return null;
        }
        while (shared.relays().take(relay, shared.clock().instant())) {
            QueuedMessage message = shared.buffer().poll();
            if (message == null) {
                break;
            }
            shared.taken().run();
            if (isToBeSent(message)) {
                taken++;
                hasPermit = false;
                underWay.add(message);
                return message;
            }
        }
        returnPermit();
        return null;
    }

    /** Takes what a further message needs. */
    private boolean mayContinue() {
        Instant now = shared.clock().instant();
        if (!relay.health().pause(now).isZero() || !shared.relays().mayTake(relay, now)) {
            return false;
        }
        hasPermit = shared.outcomes().tryAcquirePermit();
        if (hasPermit && shared.rateLimiter().tryAcquire() > 0) {
            returnPermit();
        }
        return hasPermit;
    }

    private void returnPermit() {
        if (hasPermit) {
            hasPermit = false;
            shared.outcomes().returnPermit();
        }
    }

    /** Returns true if the message may be sent now. Otherwise it is returned to the queue, deferred or skipped, and its permit released. */
    private boolean isToBeSent(QueuedMessage message) {
        ClaimedRange range = message.range();
        if (!range.isValid(System.nanoTime())) {
            range.giveBack(shared.clock().instant());
            return false;
        }
        Eligibility eligibility = message.recipient().eligibility();
        if (eligibility != Eligibility.ELIGIBLE) {
            leaveOut(message, eligibility == Eligibility.INVALID);
            return false;
        }
        if (range.isIneligible(message.recipient().key())) {
            range.giveBack(shared.clock().instant()); // read again, it tells why
            return false;
        }
        if (!shared.domainThrottle().tryAcquire(message.domain(), shared.clock().instant())) {
            range.holdBack(message.domain(), message.recipient().key().seq());
            return false;
        }
        return true;
    }

    private void leaveOut(QueuedMessage message, boolean invalid) {
        // the permit that next() has is for the message that it is to return
        if (shared.outcomes().tryAcquirePermit()) {
            shared.outcomes().leaveOut(message, invalid);
        } else {
            message.range().giveBack(shared.clock().instant());
        }
    }

    private void conclude(QueuedMessage message, Outcome outcome) {
        underWay.remove(message);
        if (outcome.isWithdrawn()) {
            message.range().giveBack(shared.clock().instant());
            shared.outcomes().returnPermit();
        } else {
            shared.outcomes().conclude(relay, message, outcome);
        }
    }

    /** Messages without an outcome, of a transport that failed in a way that it must not. They may have arrived. */
    private void concludeAbandoned() {
        for (QueuedMessage message = underWay.poll(); message != null; message = underWay.poll()) {
            shared.outcomes().conclude(relay, message, ABANDONED);
        }
    }
}
