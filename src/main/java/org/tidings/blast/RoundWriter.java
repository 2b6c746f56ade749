package org.tidings.blast;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.Flow;
import org.tidings.recipient.AddedRecipients;

/**
 * Writes the recipients of rounds, chunk by chunk. Each chunk is one transaction that locks the blast and stores how far it came: any node can
 * continue after a crash, and two never write the same chunk. Consent is checked with each chunk, and again before a message is sent.
 */
@ApplicationScoped
class RoundWriter {

    private static final Logger LOG = Logger.getLogger(RoundWriter.class);

    private final Transactions transactions;
    private final RoundCandidates candidates;
    private final AddedRecipients added;
    private final BlastCompletion completion;
    private final LaunchConfig config;
    private final Clock clock;
    private final Event<WorkAvailable> workAvailable;
    private volatile boolean running = true;

    RoundWriter(
            Transactions transactions,
            RoundCandidates candidates,
            AddedRecipients added,
            BlastCompletion completion,
            LaunchConfig config,
            Clock clock,
            Event<WorkAvailable> workAvailable) {
        this.transactions = transactions;
        this.candidates = candidates;
        this.added = added;
        this.completion = completion;
        this.config = config;
        this.clock = clock;
        this.workAvailable = workAvailable;
    }

    /** Ends after the chunk at hand; the next start, or another node, continues behind it. */
    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void writeUnfinished() {
        for (Round.Key key : unfinished()) {
            try {
                while (running && transactions.callNew(connection -> writeNext(connection, key))) {
                    wake();
                }
                wake();
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "Round %d of blast %d is continued later", key.round(), key.blastId());
            }
        }
    }

    private void wake() {
        var unused = workAvailable.fireAsync(new WorkAvailable(false));
    }

    /** By {@code blast_round_ix_finished}. */
    private List<Round.Key> unfinished() {
        return transactions.callNew(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select blast_id, round from blast_round where finished = false order by blast_id, round");
                    ResultSet row = select.executeQuery()) {
                List<Round.Key> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Round.Key(row.getLong(1), row.getShort(2)));
                }
                return found;
            }
        });
    }

    private record Progress(RoundReason reason, int days, long cursor, long through) {}

    /**
     * Writes the next chunk, unless the round is finished.
     *
     * @return whether there may be more
     */
    boolean writeNext(Connection connection, Round.Key key) throws SQLException {
        Openness open = lock(connection, key.blastId(), clock);
        Optional<Progress> found = progress(connection, key);
        if (found.isEmpty() || open == Openness.LATER) {
            return false;
        }
        Progress progress = found.get();
        if (open == Openness.CLOSED) {
            store(connection, key, progress.cursor(), 0, true);
            return false;
        }
        Blast blast = Objects.requireNonNull(Blast.<Blast>findById(key.blastId()));
        RoundCriteria criteria = new RoundCriteria(blast, progress.reason(), progress.days());
        RoundCandidates.Part part = candidates.next(criteria, progress.cursor(), progress.through());
        long end = end(connection, criteria, part);
        int people = write(connection, criteria, key, new RoundCandidates.Part(part.index(), part.after(), end));
        boolean finished = end >= progress.through();
        store(connection, key, end, people, finished);
        if (people > 0 || !finished) {
            completion.runAgain(connection, key.blastId());
        }
        return !finished;
    }

    /** Whether recipients can be added to a blast. */
    enum Openness {
        OPEN,
        /** It is being launched, or paused. */
        LATER,
        /** It was cancelled or cleared, or is of no use any more. */
        CLOSED
    }

    /** Locks a blast until the end of the transaction. By {@code blast_pk}. */
    static Openness lock(Connection connection, long blastId, Clock clock) throws SQLException {
        Sql query = Sql.of(
                "select state in ('RUNNING', 'COMPLETED') and launched_at is not null, cleared or state = 'CANCELLED'"
                        + " or (useless_after is not null and useless_after <= ?) from blast where id = ? for update",
                Utc.of(clock.instant()),
                blastId);
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            if (!row.next() || row.getBoolean(2)) {
                return Openness.CLOSED;
            }
            return row.getBoolean(1) ? Openness.OPEN : Openness.LATER;
        }
    }

    private static Optional<Progress> progress(Connection connection, Round.Key key) throws SQLException {
        Sql query = Sql.of(
                "select reason, days, round_cursor, candidate_through from blast_round"
                        + " where blast_id = ? and round = ? and finished = false",
                key.blastId(),
                key.round());
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Progress(
                            RoundReason.valueOf(row.getString(1)), row.getInt(2), row.getLong(3), row.getLong(4)))
                    : Optional.empty();
        }
    }

    /** The last position of the next chunk. */
    private long end(Connection connection, RoundCriteria criteria, RoundCandidates.Part part) throws SQLException {
        Sql query = Sql.of("select count(*), max(c.position) from (select c.position from ")
                .then(candidates.of(criteria, part).inParentheses())
                .then(" c order by c.position limit ?) c", config.chunk());
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1) < config.chunk() ? part.through() : row.getLong(2);
        }
    }

    private int write(Connection connection, RoundCriteria criteria, Round.Key key, RoundCandidates.Part part)
            throws SQLException {
        Blast blast = criteria.blast();
        Sql rows = Sql.of(
                        "select j.origin, ? as round, j.target as address_id, j.student_id, j.email, j.first_name, j.last_name,"
                                + " nullif(j.fields, '{}') as fields, 0 as status, null as reason from ",
                        key.round())
                .then(candidates.judged(criteria, part).inParentheses())
                .then(" j where " + RoundCandidates.GETS);
        return added.add(
                        connection,
                        new AddedRecipients.Addition(
                                blast.accountId,
                                Flow.valueOf(blast.purpose.name()),
                                blast.key(),
                                running(connection, blast.accountId),
                                rows))
                .count();
    }

    /** By {@code blast_ix_account_state}. */
    private static int running(Connection connection, long accountId) throws SQLException {
        Sql query = Sql.of("select count(*) from blast where state = 'RUNNING' and account_id = ?", accountId);
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return Math.max(1, row.getInt(1));
        }
    }

    private static void store(Connection connection, Round.Key key, long cursor, int people, boolean finished)
            throws SQLException {
        Sql change = Sql.of(
                "update blast_round set round_cursor = ?, people = people + ?, finished = ? where blast_id = ? and round = ?",
                cursor,
                people,
                finished,
                key.blastId(),
                key.round());
        try (PreparedStatement update = change.prepare(connection)) {
            update.executeUpdate();
        }
    }
}
