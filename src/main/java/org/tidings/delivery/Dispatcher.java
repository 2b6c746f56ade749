package org.tidings.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.Launcher;
import org.tidings.message.PreparedMessage;
import org.tidings.platform.database.DatabaseException;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.RecipientQueue;

/**
 * Two threads a node that go round the blasts with something due, claim a chunk of each, and hand it to the {@link Sender}: while one claims,
 * the other keeps the wire busy. Nothing they do is inside a transaction but the claim itself.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int LARGEST_CHUNK = 250;
    private static final int THREADS = 2;
    /** How often the speed is measured: so soon a blast that begins is at full speed. */
    private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Seconds after which what another node told is taken back: it tells it again each second, unless it is gone. */
    private static final int OTHERS_TROUBLE = 10;

    private static final int PREPARED_BLASTS = 16;
    private static final Duration IDLE = Duration.ofMillis(500);

    private final DeliveryConfig config;
    private final DueBlasts dueBlasts;
    private final BlastLifecycle life;
    private final BlastMessages messages;
    private final CancelledQueue cancelled;
    private final Clock clock;
    private final Sender sender;
    private final RateLimiter pace;
    private final BlastTurn turn;
    private final Leases leases;
    private final Relays relays;
    private final BreakerWatch breaker;
    private final Semaphore wake = new Semaphore(0);
    private final Map<Long, PreparedMessage> prepared =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, PreparedMessage> eldest) {
                    return size() > PREPARED_BLASTS;
                }
            });
    /** Blasts that cannot be sent, for some seconds each, so that the log is not full of them. */
    private final Set<Long> stuck = Collections.newSetFromMap(Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(5))
            .<Long, Boolean>build()
            .asMap());

    private final List<Thread> threads = IntStream.range(0, THREADS)
            .mapToObj(i -> new Thread(this::run, "dispatcher-" + i))
            .toList();
    private volatile boolean running = true;
    private long measuredNanos = System.nanoTime();
    private volatile int chunk;
    /** Whether the tasks may still say that something is wrong: also what a process before this one told them. */
    private boolean troubleTold = true;

    private int quietSeconds;

    Dispatcher(
            DeliveryConfig config,
            DueBlasts dueBlasts,
            BlastLifecycle life,
            BlastMessages messages,
            MailTransport transport,
            Relays relays,
            EventIntake intake,
            CancelledQueue cancelled,
            RecipientQueue queue,
            BreakerWatch breaker,
            Clock clock) {
        this.config = config;
        this.dueBlasts = dueBlasts;
        this.life = life;
        this.messages = messages;
        this.cancelled = cancelled;
        this.clock = clock;
        this.relays = relays;
        this.leases = new Leases(queue, UUID.randomUUID().toString(), config.lease(), clock);
        RetryPolicy retryPolicy =
                new RetryPolicy(config.attempts(), config.retryDelay(), config.retryFactor(), Dispatcher::random);
        Attempt attempt = new Attempt(retryPolicy, config.confirmation(), clock);
        DomainThrottle domainPace = new DomainThrottle(config.domainRate(), Dispatcher::random);
        this.turn = new BlastTurn(leases, domainPace, relays, clock);
        this.breaker = breaker;
        this.sender = new Sender(
                transport,
                relays,
                leases,
                attempt,
                intake,
                clock,
                config.connections(),
                domainPace,
                breaker::recordFailure);
        this.pace = new RateLimiter(config.rate());
        this.chunk = 1;
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    void start(@Observes StartupEvent event) {
        threads.forEach(Thread::start);
    }

    void wake(@ObservesAsync BlastLifecycle.WorkAvailable event) {
        wake.release(THREADS);
    }

    /** And again when there is somebody to be mailed: at the first call the launching had but begun. */
    void wake(@ObservesAsync Launcher.Launched event) {
        wake.release(THREADS);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void everySecond() {
        try {
            life.startScheduled();
            life.completeFinished();
            tellTrouble();
        } catch (RuntimeException away) {
            LOG.debugf("Not now: %s", away.getMessage());
        }
    }

    /** In one place and in order, so that what the tasks say is what is true now. */
    private void tellTrouble() {
        TransportHealth.Trouble trouble = relays.trouble();
        if (trouble != null) {
            dueBlasts.noteTrouble(trouble.sentence(), trouble.since());
        } else if (troubleTold || ++quietSeconds % OTHERS_TROUBLE == 0) {
            dueBlasts.clearTrouble();
        }
        troubleTold = trouble != null;
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
            } catch (Throwable failure) { // an Error too must not end the sending of all blasts
                LOG.warnf("Sending pauses for a moment: %s", failure);
                LOG.debug("Because of", failure);
                if (DatabaseException.isOutage(failure)) {
                    leases.databaseWasAway();
                }
                LockSupport.parkNanos(IDLE.toNanos());
            }
        }
    }

    /** What all threads hold is about a second's worth, so that a small notice never waits long behind what is already claimed. */
    private synchronized void measure() {
        long now = System.nanoTime();
        long elapsed = now - measuredNanos;
        if (elapsed > MEASURE_NANOS) {
            measuredNanos = now;
            double perSecond = sender.sentLately() * 1e9 / elapsed;
            int most =
                    config.rate().map(rate -> (int) Math.ceil(rate / THREADS)).orElse(LARGEST_CHUNK);
            chunk = Math.min(most, Math.max(config.connections(), (int) Math.min(LARGEST_CHUNK, perSecond / THREADS)));
        }
    }

    /** Every due blast has its turn, but while notices go on nothing else has. Tells whether there was anything to do. */
    private boolean round() throws InterruptedException {
        Duration rest = relays.pause(clock.instant());
        if (!rest.isZero()) {
            LockSupport.parkNanos(Math.min(rest.toNanos(), IDLE.toNanos()));
            return true;
        }
        measure();
        List<DueBlasts.Due> due = leases.timed(dueBlasts::find);
        int share = Math.max(1, chunk / Math.max(1, due.size()));
        boolean notices = false;
        boolean busy = false;
        for (DueBlasts.Due blast : due) {
            if (notices && !blast.isNotice()) {
                break;
            }
            boolean wentOn = work(blast, share);
            busy |= wentOn;
            notices |= wentOn && blast.isNotice();
        }
        return busy;
    }

    /** One bad blast never stops the others. Tells whether it went on. */
    private boolean work(DueBlasts.Due blast, int share) throws InterruptedException {
        try {
            if (blast.isCancelled()) {
                return cancelled.drop(blast.id());
            }
            return !stuck.contains(blast.id()) && sendChunk(blast, share);
        } catch (RuntimeException | StackOverflowError failure) {
            if (failure instanceof DatabaseException refusal && refusal.isOutage()) {
                throw refusal;
            }
            LOG.errorf(failure, "Blast %d cannot be sent; it is tried again", blast.id());
            stuck.add(blast.id());
            dueBlasts.noteTrouble(blast.id(), "This blast cannot be sent: " + failure);
            return false;
        }
    }

    private boolean sendChunk(DueBlasts.Due blast, int share) throws InterruptedException {
        PreparedMessage message = prepared.computeIfAbsent(blast.id(), this::prepare);
        return turn.take(blast.id(), share, recipient -> {
            pace.await();
            return running && !breaker.hasJustPaused(blast.id()) && sender.send(blast.purpose(), message, recipient);
        });
    }

    private PreparedMessage prepare(long blastId) {
        return QuarkusTransaction.requiringNew().call(() -> messages.prepareMail(Blast.findById(blastId)));
    }

    /**
     * Stops claiming and waits for the threads and for the wire, for each no longer than a lease: after that another node sends what hangs there anyway. {@link EventIntake}
     * stores the last outcomes when it is closed afterwards.
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake.release(THREADS);
        for (Thread thread : threads) {
            thread.join(config.lease().toMillis());
        }
        sender.drain(config.lease());
    }
}
