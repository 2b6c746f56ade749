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
 * The time that all nodes of a database agree on: this machine's, corrected where the database's differs. A lease of another node is therefore
 * over when that node believes so too. UTC, cut to microseconds, since that is what a {@code datetime(6)} column keeps: a time that was stored
 * and read again is equal to the one in memory.
 */
@Singleton
class DatabaseClock extends Clock {

    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    /** Smaller differences do no harm, and are not told apart from the way to the database and back. */
    private static final Duration TOLERANCE = Duration.ofMillis(250);

    /** For so long whoever asks waits for the database's word, when this machine's clock has stepped or the machine has slept. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    /** After a wait in vain nobody waits for so long: the database is away. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private final DataSource database;
    private final Clock machine;
    private final Duration patience;
    private final LongSupplier stopwatch;
    private final ExecutorService comparing = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "clock");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration correction = Duration.ZERO;
    private volatile Reading last;
    private volatile long waitsAgainNanos;
    private final AtomicReference<@Nullable Future<?>> comparison = new AtomicReference<>();

    /** Both ways in which this machine tells the time, at one moment: what is done to one is not done to the other. */
    private record Reading(Instant clock, long nanos) {}

    @Inject
    DatabaseClock(DataSource database) {
        this(database, Clock.systemUTC(), System::nanoTime, PATIENCE);
    }

    DatabaseClock(DataSource database, Clock machine, LongSupplier stopwatch, Duration patience) {
        this.patience = patience;
        this.database = database;
        this.machine = machine;
        this.stopwatch = stopwatch;
        this.last = read();
        this.waitsAgainNanos = last.nanos();
    }

    private Reading read() {
        return new Reading(machine.instant(), stopwatch.getAsLong());
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        compare();
    }

    /** Keeps what is known while the database is away. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void compare() {
        try {
            Reading asked = read();
            Instant told = databaseTime();
            Reading answered = read();
            if (step(asked, answered)) {
                return; // in the middle: the next question compares again
            }
            Duration way = Duration.ofNanos(answered.nanos() - asked.nanos()).dividedBy(2);
            Duration difference = Duration.between(asked.clock().plus(way), told);
            Duration change = difference.minus(correction).abs();
            if (change.compareTo(TOLERANCE.plus(way)) > 0) {
                LOG.warnf(
                        "This machine's clock differs from the database's by %s ms; the database's counts",
                        difference.toMillis());
                correction = difference;
            }
            last = answered; // not before: until then whoever asks is to wait
        } catch (SQLException away) {
            LOG.debugf("The database did not tell the time: %s", away.getMessage());
            waitsAgainNanos = stopwatch.getAsLong() + IN_VAIN.toNanos();
        }
    }

    private static boolean step(Reading then, Reading now) {
        Duration jump = Duration.between(then.clock().plusNanos(now.nanos() - then.nanos()), now.clock());
        return jump.abs().compareTo(TOLERANCE) > 0;
    }

    /** On a thread of its own, since who asks for the time cannot wait until a database that is away is given up. */
    private void compareAtOnce() {
        Future<?> asked = comparison.updateAndGet(
                running -> running == null || running.isDone() ? comparing.submit(this::compare) : running);
        try {
            Objects.requireNonNull(asked).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException away) {
            LOG.debugf("The database did not tell the time: %s", away.getMessage());
            waitsAgainNanos = stopwatch.getAsLong() + IN_VAIN.toNanos();
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
        if (step(last, now) && now.nanos() - waitsAgainNanos >= 0) {
            compareAtOnce();
        }
        return machine.instant().plus(correction).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** With the correction of this moment. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(machine.withZone(zone), correction);
    }
}
