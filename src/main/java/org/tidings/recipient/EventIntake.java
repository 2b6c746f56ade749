package org.tidings.recipient;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.GroupCommit;

/**
 * Where single events come in to share commits on their way to the {@link Ledger}. Two writers, so that a storm of opens never holds up the
 * outcomes of sending. While the database is away outcomes wait, and with them the sending; hits go to the {@link Spool}: at once
 * where it refuses, after a moment where it is silent.
 */
@ApplicationScoped
public class EventIntake {

    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    /**
     * Outcomes of a transaction. What is in doubt after a {@code kill -9} is mailed again: this batch, the next one that gathers meanwhile,
     * and a message on each connection.
     */
    public static final int OUTCOMES_AT_ONCE = 125;

    /** No one waits for an outcome, so a few milliseconds of sending share a commit. */
    private static final Duration LINGER = Duration.ofMillis(5);

    /** A visitor is answered within 50 ms, whatever the database does; a batch of hits takes a few. */
    private static final Duration PATIENCE = Duration.ofMillis(30);

    private final GroupCommit<NewEvent> outcomes;
    private final GroupCommit<NewEvent> hits;
    private final Spool spool;
    private final Ledger ledger;
    private final Timer outcomeTimer;
    private final Timer hitTimer;
    /** From now on outcomes do not wait for the database any more: without them their recipients would be mailed again. */
    private volatile boolean closing;

    EventIntake(Ledger ledger, PlatformConfig config, ObjectMapper json, MeterRegistry meters) {
        this.ledger = ledger;
        this.spool = new Spool(config.dataDir(), json);
        this.outcomes = new GroupCommit<>(
                "outcome-writer",
                new GroupCommit.Batching(OUTCOMES_AT_ONCE, LINGER),
                ledger::apply,
                batch -> closing && toTheSpool(batch));
        this.hits = new GroupCommit<>("hit-writer", ledger::apply, new ToTheSpool());
        this.outcomeTimer = timer(meters, "outcome");
        this.hitTimer = timer(meters, "hit");
    }

    private static Timer timer(MeterRegistry meters, String kind) {
        return Timer.builder("tidings.events.stored")
                .description("From the event to its answer: on disk, in the database or, for a hit, in the spool")
                .tag("kind", kind)
                .serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(200))
                .register(meters);
    }

    /**
     * Completes once the outcome of a delivery attempt is committed, however long that takes. Give it a source id: it is stored again when the
     * database went away before it could say that it had committed.
     */
    public CompletableFuture<Void> outcome(NewEvent event) {
        return timed(outcomeTimer, outcomes.write(event));
    }

    /** Completes once the hit is committed or spooled. Give it a source id: a spooled one may be replayed twice */
    public CompletableFuture<Void> hit(NewEvent event) {
        return timed(hitTimer, hits.write(event));
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

    /** Before anybody is claimed: the outcome of the last attempt may be in the spool. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event) {
        replaySpool();
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void replaySpool() {
        try {
            while (!spool.isEmpty()) { // one may have been cut short, and more have come since
                spool.replay(this::apply);
            }
        } catch (DatabaseException stillAway) {
            LOG.debugf("The spool waits: %s", stillAway.getMessage());
        }
    }

    /** One that the database refuses for itself must not keep the others waiting for ever. */
    private void apply(List<NewEvent> batch) {
        try {
            ledger.apply(batch);
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
