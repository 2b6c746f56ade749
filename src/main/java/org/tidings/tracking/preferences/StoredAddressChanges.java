package org.tidings.tracking.preferences;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.tidings.contact.AddressesErased;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The stored changes of address, for as long as they can be confirmed. */
@Singleton
class StoredAddressChanges {

    private final Transactions transactions;
    private final Clock clock;

    StoredAddressChanges(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Stores a change in the caller's transaction. Returns its key. */
    long add(long accountId, long addressId, String email) {
        return transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into address_change (account_id, address_id, email, created_at) values (?, ?, ?, ?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                insert.setLong(1, accountId);
                insert.setLong(2, addressId);
                insert.setString(3, email);
                insert.setObject(4, Utc.of(clock.instant()));
                insert.executeUpdate();
                try (ResultSet key = insert.getGeneratedKeys()) {
                    key.next();
                    return key.getLong(1);
                }
            }
        });
    }

    Optional<AddressChange> find(long id) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select account_id, address_id, email, created_at from address_change where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new AddressChange(
                                    id,
                                    row.getLong("account_id"),
                                    row.getLong("address_id"),
                                    row.getString("email"),
                                    Objects.requireNonNull(Utc.read(row, "created_at"))))
                            : Optional.empty();
                }
            }
        });
    }

    /** Marks a change as confirmed in the caller's transaction. Returns whether it was not confirmed before. */
    boolean confirm(long id) {
        return transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update address_change set confirmed_at = ? where id = ? and confirmed_at is null")) {
                update.setObject(1, Utc.of(clock.instant()));
                update.setLong(2, id);
                return update.executeUpdate() > 0;
            }
        });
    }

    /** Deletes those of erased people. */
    void forget(@Observes AddressesErased erased) throws SQLException {
        try (PreparedStatement delete =
                erased.connection().prepareStatement("delete from address_change where account_id = ? and email = ?")) {
            for (String email : erased.emails()) {
                delete.setLong(1, erased.accountId());
                delete.setString(2, email);
                delete.executeUpdate();
            }
        }
    }

    @Scheduled(every = "1h", delayed = "4m", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        prune();
    }

    /** Uses {@code address_change_ix_created_at}. */
    void prune() {
        transactions.callNew(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from address_change where created_at < ?")) {
                delete.setObject(1, Utc.of(clock.instant().minus(AddressChange.VALID)));
                return delete.executeUpdate();
            }
        });
    }
}
