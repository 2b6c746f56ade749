package org.tidings.blast;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.Flow;
import org.tidings.queue.NewRanges;
import org.tidings.queue.SeqRange;
import org.tidings.queue.Spread;
import org.tidings.recipient.RecipientCreation;

/**
 * Turns the people of a blast that was sent into recipients and ranges of the queue, chunk by chunk. Each chunk is one transaction that locks
 * the blast and stores how far it came: any node can continue after a crash, and two nodes never write the same chunk. Sending begins with
 * the first one.
 */
@ApplicationScoped
public class Launcher {

    private static final Logger LOG = Logger.getLogger(Launcher.class);

    private static final String WAIT = "";
    private static final String SKIP_LOCKED = " skip locked";

    private final Transactions transactions;
    private final RecipientCreation creation;
    private final FrozenAudience frozen;
    private final Clock clock;
    private final Event<WorkAvailable> workAvailable;
    private final int chunkSize;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean running = true;

    Launcher(
            Transactions transactions,
            RecipientCreation creation,
            FrozenAudience frozen,
            LaunchConfig config,
            Clock clock,
            Event<WorkAvailable> workAvailable) {
        this.transactions = transactions;
        this.creation = creation;
        this.frozen = frozen;
        this.chunkSize = config.chunk();
        this.clock = clock;
        this.workAvailable = workAvailable;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void launchRunning() {
        try {
            launchAll();
        } catch (RuntimeException failure) {
            LOG.debugf("Launching is tried again: %s", failure.getMessage());
        }
    }

    /** Continues with what was just sent, without waiting for the next second. */
    void launchSent(@ObservesAsync WorkAvailable event) {
        if (event.unlaunched()) {
            launchAll();
        }
    }

    /**
     * Writes the first chunk of a blast, as part of the transaction that sends it, so that the next page of the sender shows its recipients. A
     * rule that selects more people than a chunk can take seconds to evaluate: its first chunk follows in the background, too.
     *
     * @return whether there are more chunks
     */
    boolean launchFirst(Blast blast) {
        return transactions.join(connection ->
                frozen.selectsMoreThan(connection, blast, chunkSize) || launchChunk(connection, blast.key(), WAIT));
    }

    /** Ends after the chunk at hand; the next start, or another node, continues behind it. */
    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /** Works until every blast is launched. Returns at once when another thread of this node is working. */
    public void launchAll() {
        if (!oneAtATime.tryLock()) {
            return;
        }
        try {
            boolean more = true;
            while (more && running) {
                // one chunk of each and then a fresh look, so that a notice to 50 never waits for 300,000
                more = unlaunched().stream().map(this::launchOne).reduce(false, Boolean::logicalOr);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean launchOne(long blastId) {
        try {
            boolean more = running && transactions.callNew(connection -> launchChunk(connection, blastId, SKIP_LOCKED));
            var unused = workAvailable.fireAsync(new WorkAvailable(false));
            return more;
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Blast %d could not be launched; it is tried again", blastId);
            return false;
        }
    }

    /** SERVICE first, by {@code blast_ix_launch}. Cancelled ones too: their report shows those who were not reached. */
    private List<Long> unlaunched() {
        return Blast.<Blast>find(
                        "state in ?1 and launchedAt is null and cleared = false order by purpose desc, id",
                        Set.of(BlastState.RUNNING, BlastState.CANCELLED))
                .project(Key.class)
                .stream()
                .map(Key::id)
                .toList();
    }

    record Key(long id) {}

    /** @param last number of the last entry of the draft, or greater */
    private record Progress(
            long accountId,
            Purpose purpose,
            BlastState state,
            int cursor,
            int last,
            long turn,
            ZoneId zone,
            boolean hasRule) {

        Progress through(int newLast) {
            return new Progress(accountId, purpose, state, cursor, newLast, turn, zone, hasRule);
        }
    }

    private boolean launchChunk(Connection connection, long blastId, String ifLocked) throws SQLException {
        Progress progress = lock(connection, blastId, ifLocked);
        if (progress == null) {
            return false;
        }
        if (progress.cursor() == 0 && progress.hasRule()) {
            int last = frozen.freeze(connection, blastId);
            if (last < 0) {
                return false;
            }
            progress = progress.through(last);
        }
        Instant now = clock.instant();
        int first = nextEntry(connection, blastId, progress);
        int through = Math.min(progress.last(), first + chunkSize - 1);
        long turn = first > progress.last() ? progress.turn() : launch(connection, blastId, progress, through, now);
        boolean more = through < progress.last();
        store(connection, blastId, through, turn, more ? null : now);
        return more;
    }

    private static @Nullable Progress lock(Connection connection, long blastId, String ifLocked) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select account_id, purpose, state, launch_cursor, next_seq - 1, launch_turn,"
                        + " (select time_zone from account where account.id = blast.account_id), audience is not null from blast"
                        + " where id = ? and state in ('RUNNING', 'CANCELLED') and launched_at is null for update"
                        + ifLocked)) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Progress(
                                row.getLong(1),
                                Purpose.valueOf(row.getString(2)),
                                BlastState.valueOf(row.getString(3)),
                                row.getInt(4),
                                row.getInt(5),
                                row.getLong(6),
                                ZoneId.of(row.getString(7)),
                                row.getBoolean(8))
                        : null;
            }
        }
    }

    /** Numbers have gaps where a list was taken out of the draft again. By {@code audience_entry_pk}. */
    private static int nextEntry(Connection connection, long blastId, Progress progress) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(min(seq), ?) from audience_entry where blast_id = ? and seq > ?")) {
            select.setInt(1, progress.last() + 1);
            select.setLong(2, blastId);
            select.setInt(3, progress.cursor());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** @return the turn at which the ranges of the chunk end */
    private long launch(Connection connection, long blastId, Progress progress, int through, Instant now)
            throws SQLException {
        boolean cancelled = progress.state() == BlastState.CANCELLED;
        Spread spread = spread(connection, blastId, progress.last(), now);
        List<SeqRange> ranges = creation.create(
                connection,
                new RecipientCreation.Chunk(
                        blastId,
                        progress.accountId(),
                        progress.purpose() == Purpose.MARKETING,
                        cancelled,
                        progress.cursor(),
                        through,
                        progress.zone()),
                spread.rangeSize(),
                now);
        if (ranges.isEmpty()) {
            return progress.turn();
        }
        boolean several = ranges.size() > 1 || progress.turn() > 0;
        return NewRanges.add(
                connection,
                new NewRanges.FirstAttempts(
                        progress.accountId(),
                        Flow.valueOf(progress.purpose().name()),
                        blastId,
                        ranges,
                        progress.turn(),
                        several ? running(connection, progress.accountId()) : 1),
                spread,
                now);
    }

    /** By {@code blast_pk}. */
    private static Spread spread(Connection connection, long blastId, int people, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select started_at, spread_seconds from blast where id = ? and spread_seconds is not null")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return new Spread(now, Duration.ZERO, people);
                }
                Instant start = Objects.requireNonNullElse(Utc.read(row, "started_at"), now);
                return new Spread(start, Duration.ofSeconds(row.getInt("spread_seconds")), people);
            }
        }
    }

    /** By {@code blast_ix_account_state}. */
    private static int running(Connection connection, long accountId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from blast where state = 'RUNNING' and account_id = ?")) {
            select.setLong(1, accountId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void store(Connection connection, long blastId, int cursor, long turn, @Nullable Instant launchedAt)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update blast set launch_cursor = ?, launch_turn = ?, launched_at = ? where id = ?")) {
            update.setInt(1, cursor);
            update.setLong(2, turn);
            update.setObject(3, Utc.ofNullable(launchedAt));
            update.setLong(4, blastId);
            update.executeUpdate();
        }
    }
}
