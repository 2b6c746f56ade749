package org.tidings.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLife;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.Purpose;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientQueue;
import org.tidings.recipient.RecipientQueue.Claimed;

/**
 * One thread a node that goes round the blasts with something due, claims a chunk of each, and keeps as many messages on the wire as there
 * are connections. Nothing it does is inside a transaction but the claim itself.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int LARGEST_CHUNK = 500;
    private static final int PREPARED_BLASTS = 16;
    private static final Duration IDLE = Duration.ofMillis(500);
    /** A message that meets trouble this often while others get through is itself the trouble, and is charged. */
    private static final int STRIKES = 3;

    private final DeliveryConfig config;
    private final DueBlasts dueBlasts;
    private final BlastLife life;
    private final BlastMessages messages;
    private final MailTransport transport;
    private final EventIntake intake;
    private final CancelledQueue cancelled;
    private final Clock clock;
    private final Leases leases;
    private final Attempt attempt;
    private final Pace pace;
    private final TransportHealth health = new TransportHealth();
    private final Semaphore onTheWire;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicInteger sentLately = new AtomicInteger();
    private final Map<Long, Integer> strikes = new ConcurrentHashMap<>();
    private final Map<Long, PreparedMessage> prepared = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, PreparedMessage> eldest) {
            return size() > PREPARED_BLASTS;
        }
    };
    private final Thread thread = new Thread(this::run, "dispatcher");
    private volatile boolean running = true;
    private volatile int chunk;

    Dispatcher(
            DeliveryConfig config,
            DueBlasts dueBlasts,
            BlastLife life,
            BlastMessages messages,
            MailTransport transport,
            EventIntake intake,
            CancelledQueue cancelled,
            RecipientQueue queue,
            Clock clock) {
        this.config = config;
        this.dueBlasts = dueBlasts;
        this.life = life;
        this.messages = messages;
        this.transport = transport;
        this.intake = intake;
        this.cancelled = cancelled;
        this.clock = clock;
        this.leases = new Leases(queue, UUID.randomUUID().toString(), config.lease(), clock);
        RetryPolicy retryPolicy = new RetryPolicy(
                config.attempts(),
                config.retryDelay(),
                config.retryFactor(),
                () -> ThreadLocalRandom.current().nextDouble());
        this.attempt = new Attempt(retryPolicy, config.confirmation(), clock);
        this.pace = new Pace(config.rate());
        this.onTheWire = new Semaphore(config.connections());
        this.chunk = 2 * config.connections();
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void wake(@ObservesAsync BlastLife.Woken event) {
        wake.release();
    }

    /** Claims about a second's worth, so that a small notice never waits long behind what is already claimed. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void adjustChunk() {
        chunk = Math.min(LARGEST_CHUNK, Math.max(2 * config.connections(), sentLately.getAndSet(0)));
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void renewLeases() {
        leases.renew();
    }

    private void run() {
        while (running) {
            try {
                if (!round()) {
                    wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    wake.drainPermits();
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                LOG.warnf("Sending pauses for a moment: %s", failure.getMessage());
                LOG.debug("Because of", failure);
                pause(IDLE);
            }
        }
    }

    /** Tells whether there was anything to do. */
    private boolean round() throws InterruptedException {
        life.startScheduled();
        Duration rest = health.pause(clock.instant());
        if (!rest.isZero()) {
            pause(rest.compareTo(IDLE) < 0 ? rest : IDLE);
            return true;
        }
        List<DueBlasts.Due> due = dueBlasts.find();
        for (DueBlasts.Due blast : due) {
            if (blast.isCancelled()) {
                cancelled.drop(blast.id());
            } else {
                sendChunk(blast);
            }
        }
        life.completeFinished();
        return !due.isEmpty();
    }

    private void sendChunk(DueBlasts.Due blast) throws InterruptedException {
        PreparedMessage message = prepared.computeIfAbsent(blast.id(), this::prepare);
        List<Long> unsent = new ArrayList<>();
        for (Claimed recipient : leases.claim(blast.id(), health.isInTrouble() ? 1 : chunk)) {
            onTheWire.acquire();
            if (mayBegin(recipient)) {
                pace.await();
                send(blast, message, recipient);
            } else {
                onTheWire.release();
                unsent.add(recipient.id());
            }
        }
        leases.release(unsent, health.retryAt(clock.instant()));
    }

    /** In trouble one message at a time is risked, and none once the node stops or the lease is nearly over. */
    private boolean mayBegin(Claimed recipient) {
        boolean alone = onTheWire.availablePermits() == config.connections() - 1;
        return running && leases.isGood(recipient.id()) && (alone || !health.isInTrouble());
    }

    private PreparedMessage prepare(long blastId) {
        return QuarkusTransaction.requiringNew().call(() -> messages.prepare(Blast.findById(blastId)));
    }

    private void send(DueBlasts.Due blast, PreparedMessage message, Claimed recipient) {
        if (recipient.invalid()) {
            finish(
                    recipient,
                    NewEvent.of(recipient.id(), EventType.LEFT_OUT_INVALID, clock.instant())
                            .because("Not mailed: the address became invalid meanwhile", "invalid", null));
            return;
        }
        if (recipient.unsubscribed() && blast.purpose() == Purpose.MARKETING) {
            finish(
                    recipient,
                    NewEvent.of(recipient.id(), EventType.LEFT_OUT_UNSUBSCRIBED, clock.instant())
                            .because("Left out: unsubscribed meanwhile", "unsubscribed", null));
            return;
        }
        try {
            transport.send(message.render(person(recipient))).whenComplete((outcome, failure) -> {
                if (failure != null) {
                    cannotBeMade(recipient, failure);
                } else {
                    conclude(blast, recipient, outcome);
                }
            });
        } catch (RuntimeException failure) {
            cannotBeMade(recipient, failure);
        }
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

    private void conclude(DueBlasts.Due blast, Claimed recipient, Outcome outcome) {
        boolean trouble = outcome.diagnosis().verdict() == Verdict.TRANSPORT;
        if (trouble && !isCharged(recipient)) {
            holdBack(blast, recipient, outcome);
            return;
        }
        if (!trouble && health.succeeded()) {
            LOG.info("The mail server answers again");
            inBackground(dueBlasts::clearTrouble);
        }
        strikes.remove(recipient.id());
        sentLately.incrementAndGet();
        finish(recipient, attempt.event(recipient, outcome));
    }

    private boolean isCharged(Claimed recipient) {
        return strikes.merge(recipient.id(), 1, Integer::sum) >= STRIKES && !health.isInTrouble();
    }

    /** Connection trouble is nobody's attempt: the recipient goes back, and the task says why. */
    private void holdBack(DueBlasts.Due blast, Claimed recipient, Outcome outcome) {
        Instant now = clock.instant();
        health.failed(now);
        Instant retryAt = health.retryAt(now);
        LOG.debugf("Held back %s: %s", recipient.id(), outcome.text());
        inBackground(() -> {
            leases.release(List.of(recipient.id()), retryAt);
            dueBlasts.noteTrouble(blast.id(), outcome.diagnosis().sentence(), now);
        });
        onTheWire.release();
    }

    private void cannotBeMade(Claimed recipient, Throwable failure) {
        LOG.warnf(failure, "The message for recipient %d could not be made", recipient.id());
        finish(
                recipient,
                NewEvent.of(recipient.id(), EventType.FAILED, clock.instant())
                        .asAttempt()
                        .because("The message could not be made", "rendering", null)
                        .withDetail(failure.toString()));
    }

    private void finish(Claimed recipient, NewEvent event) {
        onTheWire.release();
        var unused = intake.outcome(event).whenComplete((stored, failure) -> leases.done(recipient.id()));
    }

    /** The mail client calls back on an event loop, where no database work may be done. */
    private static void inBackground(Runnable work) {
        Infrastructure.getDefaultExecutor().execute(() -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                LOG.warnf("Could not note the state of the mail server: %s", failure.getMessage());
            }
        });
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    /** Stops claiming and waits for the wire; {@link EventIntake} stores the last outcomes when it is closed afterwards. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake.release();
        thread.join(config.sendTimeout().toMillis());
        onTheWire.tryAcquire(config.connections(), config.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
