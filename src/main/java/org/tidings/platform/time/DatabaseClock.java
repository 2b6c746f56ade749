package org.tidings.platform.time;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The system clock, corrected to the time of the database, which all nodes share. All nodes therefore agree on when a lease expires. UTC,
 * truncated to microseconds, the precision of a {@code datetime(6)} column: a time read from the database equals the one that was stored.
 */
@Singleton
class DatabaseClock extends Clock {

    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    /** Smaller differences are harmless and cannot be distinguished from the round-trip time to the database. */
    private static final Duration TOLERANCE = Duration.ofMillis(250);

    /** How long a caller waits for the database time after the system clock has stepped or the machine was suspended. */
    private static final Duration TIMEOUT = Duration.ofMillis(20);

    /** After a timeout, callers do not wait again for this long: the database is not available. */
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final DataSource database;
    private final Clock machine;
    private final Duration timeout;
    private final LongSupplier stopwatch;
    private final ExecutorService comparing = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "clock");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration correction = Duration.ZERO;
    private volatile Reading last;
    private volatile long nextWaitNanos;
    private final AtomicReference<@Nullable Future<?>> comparison = new AtomicReference<>();

    /** The wall clock and the monotonic clock at the same moment. A step of the wall clock does not affect the monotonic clock. */
    private record Reading(Instant clock, long nanos) {}

    @Inject
    DatabaseClock(DataSource database) {
        this(database, Clock.systemUTC(), System::nanoTime, TIMEOUT);
    }

    DatabaseClock(DataSource database, Clock machine, LongSupplier stopwatch, Duration timeout) {
        this.timeout = timeout;
        this.database = database;
        this.machine = machine;
        this.stopwatch = stopwatch;
        this.last = read();
        this.nextWaitNanos = last.nanos();
    }

    private Reading read() {
        return new Reading(machine.instant(), stopwatch.getAsLong());
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        compare();
    }

    /** Keeps the last correction while the database is not available. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void compare() {
        try {
            Reading before = read();
            Instant databaseTime = databaseTime();
            Reading after = read();
            if (step(before, after)) {
                return; // the clock stepped during the comparison; the next call compares again
            }
            Duration latency = Duration.ofNanos(after.nanos() - before.nanos()).dividedBy(2);
            Duration difference = Duration.between(before.clock().plus(latency), databaseTime);
            Duration change = difference.minus(correction).abs();
            if (change.compareTo(TOLERANCE.plus(latency)) > 0) {
                LOG.warnf(
                        "The system clock differs from the database clock by %s ms; using the database clock",
                        difference.toMillis());
                correction = difference;
            }
            last = after; // set last: callers wait until the correction is known
        } catch (SQLException unavailable) {
            LOG.debugf("The time of the database could not be read: %s", unavailable.getMessage());
            nextWaitNanos = stopwatch.getAsLong() + BACKOFF.toNanos();
        }
    }

    private static boolean step(Reading then, Reading now) {
        Duration jump = Duration.between(then.clock().plusNanos(now.nanos() - then.nanos()), now.clock());
        return jump.abs().compareTo(TOLERANCE) > 0;
    }

    /** Runs on a separate thread: callers cannot wait until a connection attempt to an unavailable database times out. */
    private void compareNow() {
        Future<?> running = comparison.updateAndGet(
                current -> current == null || current.isDone() ? comparing.submit(this::compare) : current);
        try {
            Objects.requireNonNull(running).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unavailable) {
            LOG.debugf("The time of the database could not be read: %s", unavailable.getMessage());
            nextWaitNanos = stopwatch.getAsLong() + BACKOFF.toNanos();
        }
    }

    @PreDestroy
    void close() {
        comparing.shutdownNow();
    }

    private Instant databaseTime() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select utc_timestamp(6)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        }
    }

    @Override
    public Instant instant() {
        Reading now = read();
        if (step(last, now) && now.nanos() - nextWaitNanos >= 0) {
            compareNow();
        }
        return machine.instant().plus(correction).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Uses the current correction; later corrections are not applied. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(machine.withZone(zone), correction);
    }
}
