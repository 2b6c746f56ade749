package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Which blasts may be sent at the moment. By {@code blast_pk}. */
@ApplicationScoped
public class BlastStates {

    private static final String SENDABLE =
            "state in ('RUNNING', 'COMPLETED') and (useless_after is null or useless_after > ?)";

    private final Transactions transactions;
    private final Clock clock;

    BlastStates(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Those of these blasts that are running, or completed and have retries or corrections, and are still of use. */
    public Set<Long> sendable(Collection<Long> blastIds) {
        if (blastIds.isEmpty()) {
            return Set.of();
        }
        InList list = new InList(blastIds);
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from blast where " + SENDABLE + " and not cleared and id in " + list.marks())) {
                select.setObject(1, Utc.of(clock.instant()));
                list.bind(select, 2);
                Set<Long> found = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
    }

    /** What is to become of the leased range of a blast that was not sendable a moment ago. */
    public enum Disposition {
        /** It is sendable again. */
        SEND,
        /** It is paused or cancelled, or it is too late for it. */
        HOLD,
        /** It is gone. */
        DELETE
    }

    /** Locks the blast until the end of the caller's transaction, so that it is not resumed meanwhile. */
    public Disposition lock(long blastId) {
        return transactions.join(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + SENDABLE
                    + ", state not in ('DRAFT', 'SCHEDULED'), cleared from blast where id = ?" + " for update")) {
                select.setObject(1, Utc.of(clock.instant()));
                select.setLong(2, blastId);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || row.getBoolean(3)) {
                        return Disposition.DELETE;
                    }
                    if (row.getBoolean(1)) {
                        return Disposition.SEND;
                    }
                    return row.getBoolean(2) ? Disposition.HOLD : Disposition.DELETE;
                }
            }
        });
    }

    /** Cancelled blasts with recipients in the place SENT: in the queue, or accepted and not confirmed. By {@code blast_ix_state}. */
    public Set<Long> cancelledWithSent() {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select b.id from blast b join recipient_counts c on c.blast_id = b.id"
                                    + " where b.state = 'CANCELLED' and not b.cleared and c.sent > 0");
                    ResultSet row = select.executeQuery()) {
                Set<Long> found = new HashSet<>();
                while (row.next()) {
                    found.add(row.getLong(1));
                }
                return found;
            }
        });
    }

    /** Blasts that are of no use any more and have recipients in the place SENT, as above. By {@code blast_ix_useless_after}. */
    public Set<Long> uselessWithSent() {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select b.id from blast b join recipient_counts c on c.blast_id = b.id where b.useless_after <= ?"
                            + " and b.state in ('RUNNING', 'PAUSED', 'COMPLETED') and not b.cleared and c.sent > 0")) {
                select.setObject(1, Utc.of(clock.instant()));
                Set<Long> found = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
    }
}
