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
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.RecipientCreation;

/**
 * Turns the audience of a running blast into recipients, chunk by chunk. Each chunk is one transaction that locks the blast and notes how far
 * it came, so that any node can go on after a crash and two nodes never write the same chunk. Sending begins with the first one.
 */
@ApplicationScoped
public class Launcher {

    private static final Logger LOG = Logger.getLogger(Launcher.class);
    private static final int CHUNK = 5_000;
    /** What to do while another thread or node writes a chunk of the same blast. */
    private static final String AFTER_THE_OTHER = "";

    private static final String OR_LEAVE_IT = " skip locked";

    private final Transactions transactions;
    private final RecipientCreation enrolment;
    private final Clock clock;
    private final Event<Launched> launched;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean running = true;

    Launcher(Transactions transactions, RecipientCreation enrolment, Clock clock, Event<Launched> launched) {
        this.launched = launched;
        this.transactions = transactions;
        this.enrolment = enrolment;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void launchRunning() {
        try {
            launchAll();
        } catch (RuntimeException away) {
            LOG.debugf("Not now: %s", away.getMessage());
        }
    }

    /** Begins at once with what was just sent, without waiting for the next second. */
    void launchSent(@ObservesAsync BlastLifecycle.WorkAvailable event) {
        launchAll();
    }

    /**
     * Writes the first recipients of a blast that was just sent, so that the sender's next page shows them. Call it after the sending is
     * committed.
     */
    public void launchFirst(Blast blast) {
        launchChunk(blast.key(), AFTER_THE_OTHER);
    }

    /** After the chunk at hand; the next start, or another node, goes on behind it. */
    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /** Works until every blast is launched, or another thread of this node is at it. */
    public void launchAll() {
        if (oneAtATime.tryLock()) {
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
    }

    /** Tells whether there is more to do for it. */
    private boolean launchOne(long blastId) {
        try {
            return running && launchChunk(blastId, OR_LEAVE_IT);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Blast %d could not be launched; it is tried again", blastId);
            return false;
        }
    }

    /**
     * SERVICE first, by {@code blast_ix_state}. The cancelled ones too: whom they did not reach is to be in the report, as not sent.
     */
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

    /** Tells this node that there are recipients to be mailed. */
    public record Launched() {}

    /** Tells whether there is more to do. */
    private boolean launchChunk(long blastId, String ifTaken) {
        boolean more = transactions.call(connection -> launchChunk(connection, blastId, ifTaken));
        if (more) {
            launched.fireAsync(new Launched());
        }
        return more;
    }

    private boolean launchChunk(Connection connection, long blastId, String ifTaken) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select account_id, purpose, launched_through,"
                + " (select time_zone from account where account.id = blast.account_id) as zone from blast"
                + " where id = ? and state in ('RUNNING', 'CANCELLED') and launched_at is null for update"
                + ifTaken)) {
            select.setLong(1, blastId);
            try (ResultSet blast = select.executeQuery()) {
                if (!blast.next()) {
                    return false;
                }
                boolean marketing = Purpose.valueOf(blast.getString("purpose")) == Purpose.MARKETING;
                long after = blast.getLong("launched_through");
                long through = endOfChunk(connection, blastId, after);
                Instant now = clock.instant();
                if (through > after) {
                    enrolment.enrol(
                            connection,
                            new RecipientCreation.Chunk(
                                    blastId,
                                    blast.getLong("account_id"),
                                    marketing,
                                    after,
                                    through,
                                    ZoneId.of(blast.getString("zone"))),
                            now);
                }
                note(connection, blastId, after, through, now);
                return through > after;
            }
        }
    }

    /** By {@code audience_entry_ix_blast}. @return the last entry of the next chunk, or {@code after} when there is none */
    private static long endOfChunk(Connection connection, long blastId, long after) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select coalesce(max(id), ?) from (select id from audience_entry"
                        + " where blast_id = ? and id > ? order by id limit ?) chunk")) {
            select.setLong(1, after);
            select.setLong(2, blastId);
            select.setLong(3, after);
            select.setInt(4, CHUNK);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void note(Connection connection, long blastId, long after, long through, Instant now)
            throws SQLException {
        String change = through > after ? "launched_through = " + through : "launched_at = ?";
        try (PreparedStatement update = connection.prepareStatement("update blast set " + change + " where id = ?")) {
            int i = 1;
            if (through == after) {
                update.setObject(i++, Utc.of(now));
            }
            update.setLong(i, blastId);
            update.executeUpdate();
        }
    }
}
