package org.tidings.platform.time;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
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
import javax.sql.DataSource;
import org.jboss.logging.Logger;

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

    private final DataSource database;
    private final Clock machine;
    private volatile Duration correction = Duration.ZERO;

    @Inject
    DatabaseClock(DataSource database) {
        this(database, Clock.systemUTC());
    }

    DatabaseClock(DataSource database, Clock machine) {
        this.database = database;
        this.machine = machine;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        compare();
    }

    /** Keeps what is known while the database is away. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void compare() {
        try {
            Instant asked = machine.instant();
            Instant told = databaseTime();
            Duration way = Duration.between(asked, machine.instant()).dividedBy(2);
            Duration difference = Duration.between(asked.plus(way), told);
            Duration change = difference.minus(correction).abs();
            if (change.compareTo(TOLERANCE.plus(way)) > 0) {
                LOG.warnf(
                        "This machine's clock differs from the database's by %s ms; the database's counts",
                        difference.toMillis());
                correction = difference;
            }
        } catch (SQLException away) {
            LOG.debugf("The database did not tell the time: %s", away.getMessage());
        }
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
