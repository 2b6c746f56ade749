package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.BlastQueue;
import org.tidings.recipient.DeliveryHealth;
import org.tidings.recipient.RecipientStatus;

/**
 * Completes what is finished. A round makes a completed blast {@code RUNNING} again, so that it can be paused, cancelled and stopped by the
 * circuit breaker like the first sending; {@code completed_at} and {@code clear_at} stay those of the first completion. After a cancelled round
 * the blast is {@code CANCELLED} until its queue is empty, then {@code COMPLETED} again.
 */
@ApplicationScoped
public class BlastCompletion {

    /** Of a blast {@code b} with counters {@code c}: everyone was attempted, and no round is still being written. */
    private static final String NONE_WAITING = "c.waiting = 0 and not exists"
            + " (select 1 from blast_round o where o.blast_id = b.id and o.finished = false)";

    private static final String FINISHED =
            "(b.state = 'RUNNING' and b.launched_at is not null and " + NONE_WAITING + ")";
    private static final String ROUND_ENDED =
            "(b.state = 'CANCELLED' and b.completed_at is not null and not b.cleared and " + NONE_WAITING + ")";

    private final Transactions transactions;
    private final RetentionConfig retention;
    private final BlastQueue queue;
    private final DeliveryHealth health;
    private final Event<BlastMoved> moved;
    private final Clock clock;

    BlastCompletion(
            Transactions transactions,
            RetentionConfig retention,
            BlastQueue queue,
            DeliveryHealth health,
            Event<BlastMoved> moved,
            Clock clock) {
        this.transactions = transactions;
        this.retention = retention;
        this.queue = queue;
        this.health = health;
        this.moved = moved;
        this.clock = clock;
    }

    /** Marks what is finished; called every second. Uses {@code blast_ix_state}. @return how many */
    public int completeFinished() {
        List<Long> finished = transactions.call(connection -> ids(connection, FINISHED));
        List<Long> ended = new ArrayList<>(transactions.call(connection -> ids(connection, ROUND_ENDED)));
        ended.removeAll(queue.queued(ended));
        return finished.isEmpty() && ended.isEmpty()
                ? 0
                : transactions.callNew(connection ->
                        complete(connection, finished, FINISHED) + complete(connection, ended, ROUND_ENDED));
    }

    private static List<Long> ids(Connection connection, String condition) throws SQLException {
        return ids(
                connection,
                Sql.of("select b.id from blast b join recipient_counts c on c.blast_id = b.id where " + condition));
    }

    private static List<Long> ids(Connection connection, Sql query) throws SQLException {
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<Long> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getLong(1));
            }
            return found;
        }
    }

    /** Under the lock of the blast, which a round that starts meanwhile holds. A day of clearing that passed during a round is set anew. */
    private int complete(Connection connection, List<Long> found, String condition) throws SQLException {
        if (found.isEmpty()) {
            return 0;
        }
        List<Long> locked = ids(
                connection,
                Sql.of("select id from blast where id in ")
                        .then(Sql.list(found))
                        .then(" for update"));
        Instant now = clock.instant();
        List<Long> complete = ids(
                connection,
                Sql.of("select b.id from blast b join recipient_counts c on c.blast_id = b.id where b.id in ")
                        .then(Sql.list(locked))
                        .then(" and " + condition));
        execute(
                connection,
                Sql.of(
                                "update blast set state = 'COMPLETED', cancelled_at = null,"
                                        + " clearing_noticed = clearing_noticed and clear_at > ?,"
                                        + " clear_at = if(clear_at > ?, clear_at, ?), completed_at = coalesce(completed_at, ?),"
                                        + " delivery_error = null, delivery_error_since = null where id in ",
                                Utc.of(now),
                                Utc.of(now),
                                Utc.of(now.plus(retention.retention())),
                                Utc.of(now))
                        .then(Sql.list(complete)));
        for (long blastId : complete) {
            health.forget(blastId); // the counters are read every second: only of blasts under way
            moved.fire(new BlastMoved(blastId, BlastMoved.Step.COMPLETED, now, null));
        }
        return complete.size();
    }

    /** Makes a completed blast run again for a round. Bounces and complaints of earlier messages do not pause it. The caller holds its lock. */
    void runAgain(Connection connection, long blastId) throws SQLException {
        int changed = execute(
                connection,
                Sql.of(
                        "update blast set state = 'RUNNING', pause_reason = null, complaints_at_resume ="
                                + " (select c.complaints from recipient_counts c where c.blast_id = blast.id)"
                                + " where id = ? and state = 'COMPLETED'",
                        blastId));
        if (changed > 0) {
            health.resume(blastId, clock.instant());
        }
    }

    /** Notes which rounds end before everyone in them was attempted. Uses {@code recipient_ix_status}. */
    void cancelRounds(Connection connection, long blastId, Instant now) throws SQLException {
        execute(
                connection,
                Sql.of(
                        "update blast_round o set o.cancelled_at = ? where o.blast_id = ? and o.cancelled_at is null and"
                                + " (o.finished = false or exists (select 1 from recipient r force index (recipient_ix_status)"
                                + " where r.blast_id = o.blast_id and r.status = " + RecipientStatus.SENT.code()
                                + " and r.attempts = 0 and r.round = o.round))",
                        Utc.of(now),
                        blastId));
    }

    private static int execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement update = sql.prepare(connection)) {
            return update.executeUpdate();
        }
    }
}
