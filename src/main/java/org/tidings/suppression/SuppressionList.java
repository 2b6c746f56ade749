package org.tidings.suppression;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Manages the invalid addresses, which get no mail. The only class that changes the validity of an address. Each method joins the caller's
 * transaction, so that an address and the status of its recipient change together. All updates are conditional: repeating one changes nothing,
 * and the first reason is kept.
 */
@ApplicationScoped
public class SuppressionList {

    /** How long a suspicion is remembered. */
    public static final Duration SUSPICION = Duration.ofDays(30);

    private static final String RELEASE =
            "update address set invalid_since = null, invalid_reason = null, invalid_code = null, invalid_blast_id = null,"
                    + " complained = false, suspected_at = null, suspected_blast_id = null where ";

    private static final String LIFT_COMPLAINT =
            "update address set invalid_since = null, invalid_reason = null, invalid_code = null, invalid_blast_id = null,"
                    + " complained = false, complaint_lifted_at = ? where id = ? and complained"
                    + " and invalid_since is not null and complaint_lifted_at is null";

    private static final MultiRow INSERT =
            new MultiRow("insert ignore into address (account_id, email, created_at) values", 3, "");

    private final Transactions transactions;
    private final Clock clock;
    private final Event<AddressesReleased> released;
    private final Event<ValidityChanged> changed;

    SuppressionList(
            Transactions transactions, Clock clock, Event<AddressesReleased> released, Event<ValidityChanged> changed) {
        this.released = released;
        this.changed = changed;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Why an address becomes invalid or suspected.
     *
     * @param at the time, UTC
     * @param reason plain words; null for the default reason
     * @param code status codes of the reply, such as {@code 550 5.1.1}
     * @param blastId null if the report was cleared
     */
    public record Cause(
            Instant at,
            @Nullable String reason,
            @Nullable String code,
            @Nullable Long blastId) {
        private String reasonOr(String usual) {
            return reason == null ? usual : reason;
        }
    }

    /** The address does not exist or no longer accepts mail. */
    public void hardBounce(long addressId, Cause cause) {
        transactions.run(connection -> {
            invalidate(connection, addressId, cause, cause.reasonOr("Bounced"));
            markComplaint(connection, addressId, false);
        });
    }

    /** The recipient marked a message as spam. */
    public void complaint(long addressId, Cause cause) {
        transactions.run(connection -> {
            if (invalidate(connection, addressId, cause, cause.reasonOr("Marked a message as spam"))) {
                markComplaint(connection, addressId, true);
            }
        });
    }

    /** The mail provider refuses to send to the address. */
    public void suppressedByProvider(long addressId, Cause cause) {
        transactions.run(connection -> {
            invalidate(connection, addressId, cause, cause.reasonOr("The mail provider does not send to this address"));
            markComplaint(connection, addressId, false);
        });
    }

    /** A message came back in a way that does not prove that the address is dead. */
    public void suspect(long addressId, Cause cause) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update address set suspected_at = ?, suspected_blast_id = ? where id = ?")) {
                update.setObject(1, Utc.of(cause.at()));
                update.setObject(2, cause.blastId());
                update.setLong(3, addressId);
                update.executeUpdate();
            }
        });
    }

    /**
     * Whether another blast led to a suspicion within the 30 days before: then a further one proves that the address is dead. The same blast
     * does not count, because a message can be returned twice. Uses {@code address_pk}.
     *
     * @param blastId null if the report was cleared
     */
    public boolean isSuspected(long addressId, Instant at, @Nullable Long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select id from address where id = ?"
                    + " and suspected_at >= ? and not (suspected_blast_id <=> ?) for update")) {
                select.setLong(1, addressId);
                select.setObject(2, Utc.of(at.minus(SUSPICION)));
                select.setObject(3, blastId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** A click by a person or a delivery event shows that the address works. Uses {@code address_pk}. */
    public void clearSuspicion(long addressId, Instant at) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update address set suspected_at = null,"
                    + " suspected_blast_id = null where id = ? and suspected_at <= ?")) {
                update.setLong(1, addressId);
                update.setObject(2, Utc.of(at));
                update.executeUpdate();
            }
        });
    }

    private boolean invalidate(Connection connection, long addressId, Cause cause, String reason) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update address set invalid_since = ?, invalid_reason = ?,"
                        + " invalid_code = ?, invalid_blast_id = ? where id = ? and invalid_since is null")) {
            update.setObject(1, Utc.of(cause.at()));
            update.setString(2, reason);
            update.setString(3, cause.code());
            update.setObject(4, cause.blastId());
            update.setLong(5, addressId);
            return announce(connection, addressId, update.executeUpdate() > 0, true);
        }
    }

    private static void markComplaint(Connection connection, long addressId, boolean complained) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update address set complained = ? where id = ? and complained <> ?")) {
            update.setBoolean(1, complained);
            update.setLong(2, addressId);
            update.setBoolean(3, complained);
            update.executeUpdate();
        }
    }

    /**
     * Makes an address mailable again whose reader complained and now asks for mail. Works once for an address, and not if it bounced too.
     *
     * @return whether it was released
     */
    public boolean liftComplaint(long addressId) {
        return transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(LIFT_COMPLAINT)) {
                update.setObject(1, Utc.of(clock.instant()));
                update.setLong(2, addressId);
                return announce(connection, addressId, update.executeUpdate() > 0, false);
            }
        });
    }

    /** Announces that an address changed, if it did. */
    private boolean announce(Connection connection, long addressId, boolean didChange, boolean invalid) {
        if (didChange) {
            changed.fire(new ValidityChanged(connection, List.of(addressId), invalid));
        }
        return didChange;
    }

    /**
     * Marks addresses as invalid, at the request of staff or an API client. Unknown addresses are added. Uses {@code address_uq_account_email}.
     *
     * @param emails as {@link org.tidings.platform.EmailAddress#normalise} returns them; at most a few thousand
     * @param reason plain words
     * @param since the time, UTC; the same for a whole import, which identifies it for undo
     * @return the number of newly invalid addresses
     */
    public int add(long accountId, Collection<String> emails, String reason, Instant since) {
        // sorted, so that concurrent calls with the same addresses do not deadlock
        List<String> sorted = List.copyOf(new TreeSet<>(emails));
        if (sorted.isEmpty()) {
            return 0;
        }
        return transactions.call(connection -> {
            INSERT.execute(connection, sorted, (insert, first, email) -> {
                insert.setLong(first, accountId);
                insert.setString(first + 1, email);
                insert.setObject(first + 2, Utc.of(clock.instant()));
                return first + 3;
            });
            InList list = new InList(sorted);
            try (PreparedStatement update = connection.prepareStatement(
                    "update address set invalid_since = ?, invalid_reason = ?, invalid_code = null,"
                            + " invalid_blast_id = null where account_id = ? and invalid_since is null and email in "
                            + list.marks())) {
                update.setObject(1, Utc.of(since));
                update.setString(2, reason);
                update.setLong(3, accountId);
                list.bind(update, 4);
                int added = update.executeUpdate();
                if (added > 0) {
                    changed.fire(new ValidityChanged(connection, added(connection, accountId, list, since), true));
                }
                return added;
            }
        });
    }

    /** Uses {@code address_uq_account_email}. */
    private static List<Long> added(Connection connection, long accountId, InList emails, Instant since)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from address where account_id = ? and invalid_since = ? and email in " + emails.marks())) {
            select.setLong(1, accountId);
            select.setObject(2, Utc.of(since));
            emails.bind(select, 3);
            return ids(select);
        }
    }

    private static List<Long> ids(PreparedStatement select) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    /**
     * Makes an address mailable again, and discards its bounces.
     *
     * @return whether it was invalid
     */
    public boolean release(long addressId) {
        return transactions.call(connection -> {
            released.fire(new AddressesReleased(
                    connection, List.of(addressId))); // before the address: the lock order of the Ledger
            try (PreparedStatement update =
                    connection.prepareStatement(RELEASE + "id = ? and invalid_since is not null")) {
                update.setLong(1, addressId);
                return announce(connection, addressId, update.executeUpdate() > 0, false);
            }
        });
    }

    /** Releases addresses by primary key, in order of the ids. */
    public void release(List<Long> addressIds) {
        InList list = new InList(addressIds);
        transactions.run(connection -> {
            released.fire(new AddressesReleased(connection, List.copyOf(addressIds)));
            List<Long> invalid = invalid(connection, list);
            try (PreparedStatement update = connection.prepareStatement(RELEASE + "id in " + list.marks())) {
                list.bind(update, 1);
                update.executeUpdate();
            }
            if (!invalid.isEmpty()) {
                changed.fire(new ValidityChanged(connection, invalid, false));
            }
        });
    }

    private static List<Long> invalid(Connection connection, InList addressIds) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from address where invalid_since is not null and id in " + addressIds.marks())) {
            addressIds.bind(select, 1);
            return ids(select);
        }
    }
}
