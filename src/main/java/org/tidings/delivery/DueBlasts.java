package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.BlastState;
import org.tidings.blast.Purpose;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Which blasts have recipients that are due, and what is wrong with sending them. */
@ApplicationScoped
class DueBlasts {

    private final Transactions transactions;
    private final Clock clock;

    DueBlasts(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A blast with something to do. */
    record Due(long id, Purpose purpose, BlastState state) {

        boolean isCancelled() {
            return state == BlastState.CANCELLED;
        }
    }

    /**
     * Those whose turn it is: service notices alone while there are any, else all. By {@code blast_ix_state}, and one probe of
     * {@code recipient_ix_queue} each.
     */
    List<Due> find() {
        List<Due> due = transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select b.id, b.purpose, b.state from blast b"
                    + " where b.state in ('RUNNING', 'COMPLETED', 'CANCELLED') and b.cleared = false and exists"
                    + " (select 1 from recipient r where r.blast_id = b.id and (r.due_at <= ? or b.state = 'CANCELLED' and r.due_at is not null"
                    + " and r.claimed_by is null)) order by b.id")) {
                select.setObject(1, Utc.of(clock.instant()));
                List<Due> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Due(
                                row.getLong("id"),
                                Purpose.valueOf(row.getString("purpose")),
                                BlastState.valueOf(row.getString("state"))));
                    }
                }
                return found;
            }
        });
        List<Due> service =
                due.stream().filter(blast -> blast.purpose() == Purpose.SERVICE).toList();
        return service.isEmpty() ? due : service;
    }

    /** Says on the task why nothing leaves. The first moment of it stays. */
    void noteTrouble(long blastId, String sentence, Instant since) {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update blast set trouble = ?, trouble_since = coalesce(trouble_since, ?) where id = ?")) {
                update.setString(1, sentence.length() > 500 ? sentence.substring(0, 500) : sentence);
                update.setObject(2, Utc.of(since));
                update.setLong(3, blastId);
                return update.executeUpdate();
            }
        });
    }

    /** Takes back what {@link #noteTrouble} said of any blast that is under way. By {@code blast_ix_state}. */
    void clearTrouble() {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update blast set trouble = null, trouble_since = null"
                            + " where state in ('RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED') and trouble is not null")) {
                return update.executeUpdate();
            }
        });
    }
}
