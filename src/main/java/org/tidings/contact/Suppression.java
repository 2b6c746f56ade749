package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Makes addresses invalid because somebody said so: the list another sender kept, or a program. No blast is the reason. */
@ApplicationScoped
public class Suppression {

    private final Transactions transactions;
    private final Clock clock;

    Suppression(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds them in one transaction that joins the caller's; those that are invalid already keep their reason.
     *
     * @param emails as {@link EmailAddress#normalise} gives them; at most some thousands
     * @param reason plain words
     * @param since when, UTC; the same for all of one occasion, by which it can be undone
     * @return how many became invalid
     */
    public int add(long accountId, Collection<String> emails, String reason, Instant since) {
        // in order, so that two who add the same do not deadlock
        List<String> sorted = List.copyOf(new TreeSet<>(emails));
        return sorted.isEmpty()
                ? 0
                : transactions.join(connection -> {
                    remember(connection, accountId, sorted);
                    return invalidate(connection, accountId, sorted, reason, since);
                });
    }

    /** Makes addresses mailable again, with a clean slate, as {@link AddressBook#release} does one. By primary key, in order of the ids. */
    public void release(List<Long> addressIds) {
        InList list = new InList(addressIds);
        transactions.join(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update address set invalid_since = null, invalid_reason = null, invalid_code = null,"
                            + " invalid_blast_id = null, suspected_at = null, suspected_blast_id = null where id in "
                            + list.marks())) {
                list.bind(update, 1);
                return update.executeUpdate();
            }
        });
    }

    private void remember(Connection connection, long accountId, List<String> emails) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into address (account_id, email, created_at) values (?, ?, ?)")) {
            for (String email : emails) {
                insert.setLong(1, accountId);
                insert.setString(2, email);
                insert.setObject(3, Utc.of(clock.instant()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** By {@code address_uq_account_email}. */
    private static int invalidate(
            Connection connection, long accountId, List<String> emails, String reason, Instant since)
            throws SQLException {
        InList list = new InList(emails);
        try (PreparedStatement update = connection.prepareStatement(
                "update address set invalid_since = ?, invalid_reason = ?, invalid_code = null,"
                        + " invalid_blast_id = null where account_id = ? and invalid_since is null and email in "
                        + list.marks())) {
            update.setObject(1, Utc.of(since));
            update.setString(2, reason);
            update.setLong(3, accountId);
            list.bind(update, 4);
            return update.executeUpdate();
        }
    }
}
