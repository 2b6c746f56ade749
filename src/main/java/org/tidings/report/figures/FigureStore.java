package org.tidings.report.figures;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.RecipientCounts;

/**
 * The figures of blasts. Those of a large blast are counted in the background and kept: when its counters have changed since, a page shows the
 * figures as they are and has them counted again, at most once a minute, for no more than a twentieth of the time.
 */
@ApplicationScoped
class FigureStore {

    private static final Logger LOG = Logger.getLogger(FigureStore.class);

    /** Up to this size the figures are counted for each page. */
    static final int FEW = 20_000;

    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    private static final int PAUSE_PER_WORK = 20;

    /** A node that has not finished after this time is taken for gone. */
    private static final Duration LONGEST_COUNT = Duration.ofMinutes(10);

    private final FigureQueries queries;
    private final Transactions transactions;
    private final Clock clock;
    private final ExecutorService counting = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "engagement-figures");
        thread.setDaemon(true);
        return thread;
    });

    FigureStore(FigureQueries queries, Transactions transactions, Clock clock) {
        this.queries = queries;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What a page can show.
     *
     * @param figures null if they were never counted
     * @param countedAt null if they are of this moment
     * @param counting whether newer ones are being counted
     */
    record Shown(@Nullable Figures figures, @Nullable Instant countedAt, boolean counting) {}

    private record Kept(String counters, @Nullable Instant countedAt, int millis, String figures) {
        boolean isCounted() {
            return countedAt != null;
        }

        boolean mayBeCountedAgain(Instant now) {
            Duration pause = Duration.ofMillis((long) millis * PAUSE_PER_WORK);
            Duration longest = pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
            return countedAt == null || countedAt.plus(longest).isBefore(now);
        }
    }

    /** The figures of a blast that was started. */
    Shown of(Blast blast, RecipientCounts counts) {
        Instant startedAt = Objects.requireNonNull(blast.startedAt);
        if (counts.selected() <= FEW) {
            return new Shown(queries.count(blast.key(), startedAt), null, false);
        }
        String counters = counters(blast.key(), counts);
        Kept kept = kept(blast.key()).orElse(new Kept("", null, 0, ""));
        boolean current = kept.counters().equals(counters);
        boolean begun = !current && kept.mayBeCountedAgain(clock.instant()) && begin(blast.key(), startedAt, counters);
        return new Shown(
                kept.isCounted() ? Figures.read(kept.figures()) : null, kept.countedAt(), begun || !kept.isCounted());
    }

    /** What changes with every open and click. */
    private String counters(long blastId, RecipientCounts counts) {
        return counts.places().values() + " " + counts.automaticOpens + " " + counts.automaticClicks + " "
                + counts.unconfirmedOpens + " " + counts.unconfirmedClicks + " " + lastActivity(blastId);
    }

    /** A person's repeated opens and clicks change no counter, but this. By {@code recipient_ix_activity}, its last entry. */
    private String lastActivity(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select max(last_activity_at) from recipient force index (recipient_ix_activity) where blast_id = ?")) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? String.valueOf(row.getString(1)) : "";
                }
            }
        });
    }

    /** Uses {@code engagement_figures_pk}. */
    private Optional<Kept> kept(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select counters, counted_at, millis, figures from engagement_figures where blast_id = ?")) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Kept(
                                    row.getString(1),
                                    Utc.readUnlessNever(row, "counted_at"),
                                    row.getInt(3),
                                    row.getString(4)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Returns whether this node counts now. */
    private boolean begin(long blastId, Instant startedAt, String counters) {
        if (!transactions.callNew(connection -> claim(connection, blastId))) {
            return false;
        }
        try {
            counting.execute(() -> count(blastId, startedAt, counters));
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    private boolean claim(Connection connection, long blastId) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement insert = connection.prepareStatement("insert ignore into engagement_figures"
                + " (blast_id, counters, started_at, counted_at, millis, figures) values (?, '', ?, ?, 0, '')")) {
            insert.setLong(1, blastId);
            insert.setObject(2, Utc.of(now));
            insert.setObject(3, Utc.NEVER);
            if (insert.executeUpdate() > 0) {
                return true;
            }
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update engagement_figures set started_at = ? where blast_id = ? and started_at < ?")) {
            update.setObject(1, Utc.of(now));
            update.setLong(2, blastId);
            update.setObject(3, Utc.of(now.minus(LONGEST_COUNT)));
            return update.executeUpdate() > 0;
        }
    }

    private void count(long blastId, Instant startedAt, String counters) {
        try {
            long began = System.nanoTime();
            Figures figures = queries.count(blastId, startedAt);
            store(blastId, counters, figures, Duration.ofNanos(System.nanoTime() - began));
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "The figures of blast %d could not be counted", blastId);
        }
    }

    private void store(long blastId, String counters, Figures figures, Duration took) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update engagement_figures set counters = ?,"
                    + " started_at = ?, counted_at = ?, millis = ?, figures = ? where blast_id = ?")) {
                update.setString(1, counters);
                update.setObject(2, Utc.NEVER);
                update.setObject(3, Utc.of(clock.instant()));
                update.setInt(4, (int) Math.min(took.toMillis(), Integer.MAX_VALUE));
                update.setString(5, figures.toJson());
                update.setLong(6, blastId);
                update.executeUpdate();
            }
        });
    }

    @PreDestroy
    void close() {
        counting.shutdownNow();
    }
}
