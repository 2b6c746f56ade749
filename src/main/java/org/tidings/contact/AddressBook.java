package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/**
 * Changes of consent. Each method joins the caller's transaction. All are conditional updates: repeating one changes nothing and writes no
 * second line of history.
 */
@ApplicationScoped
public class AddressBook {

    /** Changes of an address that are recorded separately within {@link #PERIOD}. Everybody who knows a link can repeat them at will. */
    static final int MOST_RECORDED = 20;

    private static final MultiRow ADDRESSES =
            new MultiRow("insert ignore into address (account_id, email, created_at) values", 3, "");

    private static final Duration PERIOD = Duration.ofDays(1);

    private final EntityManager database;
    private final Clock clock;

    AddressBook(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes the consent away, at once and for every later blast.
     *
     * @return whether anything changed
     */
    public boolean unsubscribe(long addressId, String source, @Nullable Long blastId) {
        Instant now = clock.instant();
        int changed = database.createNativeQuery(
                        "update address set unsubscribed_at = ?1 where id = ?2 and unsubscribed_at is null")
                .setParameter(1, now)
                .setParameter(2, addressId)
                .executeUpdate();
        if (changed > 0) {
            recordConsent(addressId, false, source, blastId, now);
        }
        return changed > 0;
    }

    /** Stores the addresses that the account does not have yet. */
    public void ensure(Connection connection, long accountId, Collection<String> emails) throws SQLException {
        ADDRESSES.execute(connection, List.copyOf(emails), (statement, first, email) -> {
            statement.setLong(first, accountId);
            statement.setString(first + 1, email);
            statement.setObject(first + 2, Utc.of(clock.instant()));
            return first + 3;
        });
    }

    /**
     * Takes the consent of several addresses away. Addresses that the account does not have are skipped.
     *
     * @return the number of addresses that had consented
     */
    public int unsubscribeAll(long accountId, Collection<String> emails, String source) {
        if (emails.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        database.createNativeQuery("insert into consent_change (account_id, address_id, subscribed, source, at)"
                        + " select account_id, id, false, ?3, ?4 from address"
                        + " where account_id = ?1 and email in ?2 and unsubscribed_at is null for update")
                .setParameter(1, accountId)
                .setParameter(2, emails)
                .setParameter(3, source)
                .setParameter(4, now)
                .executeUpdate();
        return database.createNativeQuery("update address set unsubscribed_at = ?3"
                        + " where account_id = ?1 and email in ?2 and unsubscribed_at is null")
                .setParameter(1, accountId)
                .setParameter(2, emails)
                .setParameter(3, now)
                .executeUpdate();
    }

    /** Gives the consent back. @return whether anything changed */
    public boolean resubscribe(long addressId, String source) {
        int changed = database.createNativeQuery(
                        "update address set unsubscribed_at = null where id = ?1 and unsubscribed_at is not null")
                .setParameter(1, addressId)
                .executeUpdate();
        if (changed > 0) {
            recordConsent(addressId, true, source, null, clock.instant());
        }
        return changed > 0;
    }

    /** The address a signed link speaks of, with its account. */
    public Optional<Address> byId(long addressId) {
        return Address.<Address>findByIdOptional(addressId);
    }

    /**
     * Adds a row to the history; replaces the latest one if there are too many, so that the history ends with the present state. The row of the
     * address is locked. Uses {@code consent_change_ix_address}.
     */
    private void recordConsent(long addressId, boolean subscribed, String source, @Nullable Long blastId, Instant at) {
        Number recent = (Number)
                database.createNativeQuery("select count(*) from consent_change where address_id = ?1 and at > ?2")
                        .setParameter(1, addressId)
                        .setParameter(2, at.minus(PERIOD))
                        .getSingleResult();
        database.createNativeQuery(
                        recent.intValue() < MOST_RECORDED
                                ? "insert into consent_change (account_id, address_id, subscribed, source, blast_id, at)"
                                        + " select account_id, id, ?2, ?3, ?4, ?5 from address where id = ?1"
                                : "update consent_change set subscribed = ?2, source = ?3, blast_id = ?4, at = ?5"
                                        + " where address_id = ?1 order by at desc, id desc limit 1")
                .setParameter(1, addressId)
                .setParameter(2, subscribed)
                .setParameter(3, source)
                .setParameter(4, blastId)
                .setParameter(5, at)
                .executeUpdate();
    }
}
