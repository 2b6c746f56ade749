package org.tidings.delivery.dispatch;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.UlidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.tidings.blast.BlastStates;
import org.tidings.blast.DeliveryErrors;
import org.tidings.blast.PreparedMessages;
import org.tidings.blast.WorkAvailable;
import org.tidings.delivery.DeliveryConfig;
import org.tidings.delivery.breaker.PausedByBreaker;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.delivery.throttle.RateLimiter;
import org.tidings.message.PreparedMessage;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.DeliveryQueue;
import org.tidings.queue.QueuedRange;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.QueuedRecipients;
import org.tidings.recipient.QueuedRecipients.Queued;

/**
 * Keeps the connections of this node supplied. One thread claims ranges about half a second of mail ahead and puts their messages into a
 * buffer; one thread for each connection sends them; one thread renews leases and looks for pauses, cancellations and lost consents.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private static final int RANGES_AT_ONCE = 64;
    /** Most messages that are claimed ahead, whatever the speed. */
    private static final int MOST_AHEAD = 5_000;

    private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PROMOTE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long IDLE_MILLIS = 250;

    private final DeliveryConfig config;
    private final Relays relays;
    private final QueuedRecipients recipients;
    private final BlastStates states;
    private final PreparedMessages messages;
    private final DeliveryErrors errors;
    private final Clock clock;
    private final SendBuffer buffer = new SendBuffer();
    private final ClaimedRanges ranges;
    private final OutcomeRecorder outcomes;
    private final List<ConnectionWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread leaseKeeper;
    private final Semaphore wake = new Semaphore(0);
    /** Blasts that cannot be sent, for some seconds each, so that the log is not full of them. */
    private final Set<Long> stuck = Collections.newSetFromMap(Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(5))
            .<Long, Boolean>build()
            .asMap());

    /** Whether the buffer was more than half full when the dispatcher began to wait. */
    private final AtomicBoolean wakesWhenLow = new AtomicBoolean();

    private volatile boolean running = true;
    private volatile boolean keepingLeases = true;
    private volatile int ahead;
    private long measuredNanos = System.nanoTime();
    private long promotedNanos = System.nanoTime() - PROMOTE_NANOS;

    Dispatcher(
            DeliveryConfig config,
            Relays relays,
            DeliveryQueue queue,
            QueuedRecipients recipients,
            BlastStates states,
            PreparedMessages messages,
            DeliveryErrors errors,
            EventIntake intake,
            Transactions transactions,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.relays = relays;
        this.recipients = recipients;
        this.states = states;
        this.messages = messages;
        this.errors = errors;
        this.clock = clock;
        this.ahead = config.connections();
        String node = UlidCreator.getUlid().toString();
        DomainThrottle domainThrottle = new DomainThrottle(config.domainRate(), Dispatcher::random);
        RetryPolicy retryPolicy =
                new RetryPolicy(config.attempts(), config.retryDelay(), config.retryFactor(), Dispatcher::random);
        this.ranges =
                new ClaimedRanges(queue, recipients, states, transactions, domainThrottle, node, config.lease(), clock);
        this.outcomes = new OutcomeRecorder(
                intake::outcome,
                new Attempt(retryPolicy, config.confirmation(), clock),
                relays,
                domainThrottle,
                meters,
                clock);
        ConnectionWorker.Shared shared = new ConnectionWorker.Shared(
                buffer, outcomes, relays, new RateLimiter(config.rate()), domainThrottle, clock, this::wakeWhenLow);
        threads.add(new Thread(this::run, "dispatcher"));
        this.leaseKeeper = new Thread(this::keepLeases, "lease-keeper");
        leaseKeeper.setDaemon(true);
        for (Relay relay : relays.all()) {
            for (int i = 0; i < config.connections(); i++) {
                ConnectionWorker worker = new ConnectionWorker(relay, shared);
                workers.add(worker);
                threads.add(new Thread(worker, "smtp-" + relay.name() + "-" + i));
            }
        }
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    void start(@Observes StartupEvent event) {
        threads.forEach(Thread::start);
        leaseKeeper.start();
    }

    void wake(@ObservesAsync WorkAvailable event) {
        wake.release();
    }

    /** Whether the threads that send are running; true also before the start and while the node stops. */
    boolean isAlive() {
        return !running || (threads.stream().noneMatch(Dispatcher::hasEnded) && !hasEnded(leaseKeeper));
    }

    private static boolean hasEnded(Thread thread) {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /** What this node holds of the blast is not sent any more. */
    void stop(@Observes PausedByBreaker event) {
        ranges.stop(event.blastId());
    }

    private void wakeWhenLow() {
        if (buffer.size() <= ahead / 2 && wakesWhenLow.compareAndSet(true, false)) {
            wake.release();
        }
    }

    private void run() {
        while (running) {
            try {
                ranges.settle();
                if (!round()) {
                    wakesWhenLow.set(buffer.size() > ahead / 2);
                    wake.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException stop) {
                return;
            } catch (Throwable failure) { // an Error too must not end the sending of all blasts
                LOG.warnf("Sending pauses for a moment: %s", failure);
                LOG.debug("Because of", failure);
                if (DatabaseException.isOutage(failure)) {
                    ranges.databaseWasAway();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS));
            }
        }
    }

    /** @return whether there may be more to do at once */
    private boolean round() {
        measure();
        promote();
        int buffered = buffer.size();
        // in trouble a few messages are enough to find out whether it is over
        if (buffered > ahead / 2 || (buffered > 0 && relays.isInTrouble())) {
            return false;
        }
        List<QueuedRange> claimed = ranges.claim(RANGES_AT_ONCE, ahead - buffered);
        long claimedNanos = System.nanoTime();
        Set<Long> sendable =
                states.sendable(claimed.stream().map(QueuedRange::blastId).collect(Collectors.toSet()));
        for (QueuedRange range : claimed) {
            if (sendable.contains(range.blastId())) {
                load(range, claimedNanos);
            } else {
                ranges.settleUnsendable(range);
            }
        }
        return !claimed.isEmpty();
    }

    /** About half a second of mail is claimed ahead, so that a notice does not wait long behind what is claimed already. */
    private void measure() {
        long now = System.nanoTime();
        long elapsed = now - measuredNanos;
        if (elapsed > MEASURE_NANOS) {
            measuredNanos = now;
            double halfSecond = outcomes.concludedLately() * 0.5e9 / elapsed;
            int most = config.rate().map(rate -> (int) Math.ceil(rate)).orElse(MOST_AHEAD);
            ahead = Math.min(most, Math.max(config.connections(), (int) Math.min(MOST_AHEAD, halfSecond)));
        }
    }

    private void promote() {
        long now = System.nanoTime();
        if (now - promotedNanos > PROMOTE_NANOS) {
            promotedNanos = now;
            ranges.promoteDue();
        }
    }

    /** One bad blast never stops the others. */
    private void load(QueuedRange range, long claimedNanos) {
        try {
            if (stuck.contains(range.blastId())) {
                ranges.giveBack(range, clock.instant().plusSeconds(1));
                return;
            }
            PreparedMessages.Prepared prepared = messages.of(range.blastId());
            if (prepared == null) {
                ranges.settleUnsendable(range);
                return;
            }
            List<Queued> waiting = recipients.of(range, prepared.marketing());
            ClaimedRange claimed = new ClaimedRange(
                    range,
                    prepared.marketing(),
                    prepared.message(),
                    waiting.size(),
                    claimedNanos,
                    config.lease(),
                    this::complete);
            ranges.add(claimed);
            if (waiting.isEmpty()) {
                ranges.complete(claimed);
            }
            waiting.forEach(
                    recipient -> buffer.add(new QueuedMessage(claimed, recipient, message(recipient, prepared))));
        } catch (RuntimeException | StackOverflowError failure) {
            if (DatabaseException.isOutage(failure)) {
                throw failure;
            }
            LOG.errorf(failure, "Blast %d cannot be sent; it is tried again", range.blastId());
            stuck.add(range.blastId());
            errors.report(range.blastId(), "This blast cannot be sent: " + failure);
            ranges.giveBack(range, clock.instant().plusSeconds(5));
        }
    }

    /** That of the recipient's round, which may have been edited. */
    private PreparedMessage message(Queued recipient, PreparedMessages.Prepared first) {
        PreparedMessages.Prepared ofRound =
                recipient.round() == 0 ? first : messages.of(recipient.key().blastId(), recipient.round());
        return (ofRound == null ? first : ofRound).message();
    }

    private void complete(ClaimedRange range) {
        ranges.complete(range);
        wake.release();
    }

    /** Also while the node stops: what is with the relay must not be claimed by another node. */
    private void keepLeases() {
        while (keepingLeases) {
            LockSupport.parkNanos(REFRESH_NANOS);
            try {
                ranges.refresh();
            } catch (Throwable failure) { // an Error must not end the thread
                LOG.debugf("Leases are renewed later: %s", failure.getMessage());
                if (DatabaseException.isOutage(failure)) {
                    ranges.databaseWasAway();
                }
            }
        }
    }

    /**
     * Ends claiming, waits for the connections and until the outcomes are stored, for each no longer than a lease, and gives the rest back.
     * {@link EventIntake} stores what is left when it is closed afterwards.
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        workers.forEach(ConnectionWorker::stop);
        wake.release();
        long deadline = System.nanoTime() + config.lease().toNanos();
        giveBackBuffered();
        threads.forEach(LockSupport::unpark);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
            threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
            giveBackBuffered(); // what was claimed in the meantime
            if (!outcomes.awaitStored(config.lease())) {
                LOG.warn("Some outcomes are not stored yet; their messages may be sent again");
            }
            ranges.settle();
        } catch (RuntimeException failure) {
            LOG.warnf("Ranges were not released; their leases will expire: %s", failure.getMessage());
        } finally {
            keepingLeases = false;
            LockSupport.unpark(leaseKeeper);
        }
    }

    private void giveBackBuffered() {
        for (QueuedMessage message = buffer.poll(); message != null; message = buffer.poll()) {
            message.range().giveBack(clock.instant());
        }
    }
}
