package org.tidings.recipient;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.GroupCommit;

/**
 * Batches single events into shared transactions of the {@link Ledger}. Outcomes of sending and hits have separate writers, so that a burst of
 * opens does not delay sending. While the database is unavailable, outcomes wait, which also pauses sending; hits go to the {@link Spool},
 * immediately if the database returns an error, otherwise after {@link #PATIENCE}.
 */
@ApplicationScoped
public class EventIntake {

    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    /**
     * Maximum number of outcomes per transaction. After a {@code kill -9}, messages without a stored outcome are sent again: those of this
     * batch and of the next one, and one per connection.
     */
    public static final int OUTCOMES_AT_ONCE = 125;

    /** Outcomes are not urgent, so those of a few milliseconds share a commit. */
    private static final Duration LINGER = Duration.ofMillis(5);

    /** Hits are acknowledged within 50 ms even if the database is slow. */
    private static final Duration PATIENCE = Duration.ofMillis(30);

    /** Maximum time to wait for hits that are being stored. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final GroupCommit<NewEvent> outcomes;
    private final GroupCommit<NewEvent> hits;
    private final UnfinishedWrites unfinishedHits = new UnfinishedWrites();
    private final Spool spool;
    private final Consumer<List<NewEvent>> store;
    private final Timer outcomeTimer;
    private final Timer hitTimer;
    /**
     * Set at shutdown: outcomes then go to the spool if the database is unavailable, because their recipients would otherwise be mailed again.
     */
    private volatile boolean closing;

    @Inject
    EventIntake(Ledger ledger, PlatformConfig config, ObjectMapper json, MeterRegistry meters) {
        this(ledger::apply, new Spool(config.dataDir(), json), meters);
    }

    EventIntake(Consumer<List<NewEvent>> store, Spool spool, MeterRegistry meters) {
        this.store = store;
        this.spool = spool;
        this.outcomes = new GroupCommit<>(
                "outcome-writer",
                new GroupCommit.Batching(OUTCOMES_AT_ONCE, LINGER),
                store,
                batch -> closing && toTheSpool(batch));
        this.hits = new GroupCommit<>("hit-writer", store, new ToTheSpool());
        Gauge.builder("tidings.spool.size", spool::size)
                .description("Hits and outcomes on disk that the database has not taken yet")
                .baseUnit("bytes")
                .register(meters);
        this.outcomeTimer = timer(meters, "outcome");
        this.hitTimer = timer(meters, "hit");
    }

    private static Timer timer(MeterRegistry meters, String kind) {
        return Timer.builder("tidings.events.stored")
                .description(
                        "Time until an event is durable: committed to the database or, for a hit, written to the spool")
                .tag("kind", kind)
                .serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(200))
                .register(meters);
    }

    /**
     * Completes when the outcome of a delivery attempt is committed, however long that takes. The event needs a source id, because it is stored
     * again if the connection fails during a commit.
     */
    public CompletableFuture<Void> outcome(NewEvent event) {
        return timed(outcomeTimer, outcomes.write(event));
    }

    /** Whether both writers are running. */
    public boolean isAlive() {
        return outcomes.isAlive() && hits.isAlive();
    }

    /** Octets of hits and outcomes on disk that the database has not taken yet. */
    long spooled() {
        return spool.size();
    }

    /** Completes when the hit is committed or spooled. The event needs a source id, because a spooled hit may be replayed twice. */
    public CompletableFuture<Void> hit(NewEvent event) {
        return timed(hitTimer, unfinishedHits.add(hits.write(event)));
    }

    /**
     * Commits all hits received until now, including those in the spool. Who decides by the requests for a message must see all of them, but
     * a burst can be divided between the database and the spool.
     *
     * @return false if some of them are not in the database yet
     */
    public boolean commitReceivedHits() {
        try {
            return unfinishedHits.complete(LONGEST_WAIT) && isSpoolReplayed();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static CompletableFuture<Void> timed(Timer timer, CompletableFuture<Void> stored) {
        long began = System.nanoTime();
        return stored.whenComplete((done, failure) -> timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS));
    }

    private boolean toTheSpool(List<NewEvent> batch) {
        spool.append(batch);
        return true;
    }

    private final class ToTheSpool implements GroupCommit.Outage<NewEvent> {
        @Override
        public boolean keep(List<NewEvent> batch) {
            return toTheSpool(batch);
        }

        @Override
        public Optional<Duration> patience() {
            return Optional.of(PATIENCE);
        }
    }

    /** Runs before the first recipient is claimed, because the spool may contain outcomes of its last attempt. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event) {
        replaySpool();
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void replaySpool() {
        isSpoolReplayed();
    }

    private boolean isSpoolReplayed() {
        try {
            while (!spool.isEmpty()) { // an interrupted replay may be left, and new events since then
                spool.replay(this::apply);
            }
            return true;
        } catch (DatabaseException stillAway) {
            LOG.debugf("Spool not replayed: %s", stillAway.getMessage());
            return false;
        }
    }

    /** An event that the database rejects must not block the others. */
    private void apply(List<NewEvent> batch) {
        try {
            store.accept(batch);
        } catch (DatabaseException failure) {
            if (failure.isOutage()) {
                throw failure;
            }
            if (batch.size() == 1) {
                LOG.errorf(failure, "Cannot be stored: %s", batch.get(0));
            } else {
                batch.forEach(event -> apply(List.of(event)));
            }
        }
    }

    @PreDestroy
    void close() {
        closing = true;
        hits.close();
        outcomes.close();
    }
}
