package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tidings.account.CurrentStaff;
import org.tidings.message.PreparedMessage;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Sends a blast again to those who have not got it, in the same report. Starting a round is one transaction: of two people who start the same
 * one, one succeeds.
 */
@ApplicationScoped
public class Rounds {

    private final Transactions transactions;
    private final RoundWriter writer;
    private final BlastMessages messages;
    private final BlastAudit audit;
    private final CurrentStaff staff;
    private final Clock clock;
    private final Event<WorkAvailable> workAvailable;

    Rounds(
            Transactions transactions,
            RoundWriter writer,
            BlastMessages messages,
            BlastAudit audit,
            CurrentStaff staff,
            Clock clock,
            Event<WorkAvailable> workAvailable) {
        this.transactions = transactions;
        this.writer = writer;
        this.messages = messages;
        this.audit = audit;
        this.staff = staff;
        this.clock = clock;
        this.workAvailable = workAvailable;
    }

    /** Why a round was not started. */
    public enum Refusal {
        /** The blast is being prepared, paused, cancelled, cleared or of no use any more. */
        NOT_OPEN,
        /** There is a round with this number. */
        STARTED,
        /** Nobody would get it. */
        NOBODY
    }

    /** A round that was not started. */
    public static final class RefusedException extends RuntimeException {
        private final Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.name());
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    /**
     * Starts a round and writes its first recipients; others follow in the background.
     *
     * @throws RefusedException if it was not started
     */
    public Round start(RoundRequest request) {
        long blastId = request.blast().key();
        Round started = transactions.callNew(connection -> {
            if (RoundWriter.lock(connection, blastId, clock) != RoundWriter.Openness.OPEN) {
                throw new RefusedException(Refusal.NOT_OPEN);
            }
            int next = next(connection, blastId);
            if (request.number() != 0 && request.number() != next) {
                throw new RefusedException(Refusal.STARTED);
            }
            insert(connection, request, next);
            Round round = writeFirst(connection, new Round.Key(blastId, (short) next));
            audit.record(
                    Objects.requireNonNull(Blast.<Blast>findById(blastId)),
                    "sent-again",
                    request.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (round " + next + ")");
            return round;
        });
        var unused = workAvailable.fireAsync(new WorkAvailable(false));
        return started;
    }

    private Round writeFirst(Connection connection, Round.Key key) throws SQLException {
        boolean more = true;
        int people = 0;
        while (more && people == 0) {
            more = writer.writeNext(connection, key);
            people = people(connection, key);
        }
        if (people == 0) {
            throw new RefusedException(Refusal.NOBODY);
        }
        return Round.find(key.blastId(), key.round()).orElseThrow();
    }

    private static int people(Connection connection, Round.Key key) throws SQLException {
        return number(
                connection,
                Sql.of("select people from blast_round where blast_id = ? and round = ?", key.blastId(), key.round()));
    }

    /** The number that the next round of a blast gets. */
    public int next(long blastId) {
        return transactions.call(connection -> next(connection, blastId));
    }

    private static int next(Connection connection, long blastId) throws SQLException {
        return number(
                connection,
                Sql.of(
                        "select coalesce(max(round) + 1, " + Round.SECOND + ") from blast_round where blast_id = ?",
                        blastId));
    }

    private static int number(Connection connection, Sql query) throws SQLException {
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private void insert(Connection connection, RoundRequest request, int number) throws SQLException {
        long blastId = request.blast().key();
        RoundMessage message =
                request.message() == null ? null : storeLinks(connection, request.blast(), request.message());
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into blast_round (blast_id, round, reason, days, staff_id, created_at,"
                        + " candidate_through, after_seq, subject, preheader, html, first_link)"
                        + " select b.id, ?, ?, ?, ?, ?, " + RoundCandidates.lastPosition(request.reason())
                        + ", b.next_seq - 1, ?, ?, ?, ? from blast b where b.id = ?")) {
            insert.setInt(1, number);
            insert.setString(2, request.reason().name());
            insert.setInt(3, request.reason() == RoundReason.UNREAD ? request.days() : 0);
            insert.setObject(4, staff.staffId());
            insert.setObject(5, Utc.of(clock.instant()));
            insert.setString(6, message == null ? null : message.subject());
            insert.setString(7, message == null ? null : message.preheader());
            insert.setString(8, message == null ? null : message.html());
            insert.setInt(9, message == null ? 0 : message.firstLink());
            insert.setLong(10, blastId);
            insert.executeUpdate();
        }
    }

    /** The links of an edited message follow those of the others, so that the report tells them apart. */
    private RoundMessage storeLinks(Connection connection, Blast blast, RoundMessage edited) throws SQLException {
        RoundMessage placed = new RoundMessage(
                edited.subject(), edited.preheader(), edited.html(), BlastLinks.next(connection, blast.key()));
        PreparedMessage prepared = messages.prepare(blast, placed);
        BlastLinks.insert(connection, blast.key(), prepared.links());
        return placed;
    }

    /** The rounds of a blast after the first sending, in order. */
    public List<Round> of(Blast blast) {
        return Round.of(blast.key());
    }
}
