package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Changes of consent and validity. Each method joins the caller's transaction, so that an address becomes invalid together with the status
 * that says why. All are conditional updates: repeating one changes nothing and writes no second line of history.
 */
@ApplicationScoped
public class AddressBook {

    /** For so long an unproven bounce is remembered. */
    private static final Duration DOUBT = Duration.ofDays(30);

    private final EntityManager database;
    private final Transactions transactions;
    private final Clock clock;

    AddressBook(EntityManager database, Transactions transactions, Clock clock) {
        this.database = database;
        this.transactions = transactions;
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

    /**
     * Marks an address that hard-bounced or complained; the first reason stays. Bounces come by the thousand, so this one does without the
     * entity manager.
     *
     * @param blastId null when the report is gone
     */
    public void invalidate(
            long addressId, Instant since, String reason, @Nullable String code, @Nullable Long blastId) {
        transactions.join(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update address set invalid_since = ?, invalid_reason = ?,"
                            + " invalid_code = ?, invalid_blast_id = ? where id = ? and invalid_since is null")) {
                update.setObject(1, Utc.of(since));
                update.setString(2, reason);
                update.setString(3, code);
                update.setObject(4, blastId);
                update.setLong(5, addressId);
                return update.executeUpdate();
            }
        });
    }

    /**
     * Notes a bounce that does not prove the address dead. A second one within {@link #DOUBT} does, unless it tells of the same blast: a message
     * may come back twice.
     *
     * @param blastId null when the report is gone
     */
    public void suspect(long addressId, Instant at, String reason, @Nullable String code, @Nullable Long blastId) {
        boolean again = !database.createNativeQuery(
                        "select id from address where id = ?1 and suspected_at >= ?2 and not (suspected_blast_id <=> ?3)")
                .setParameter(1, addressId)
                .setParameter(2, at.minus(DOUBT))
                .setParameter(3, blastId)
                .getResultList()
                .isEmpty();
        if (again) {
            invalidate(addressId, at, reason, code, blastId);
        }
        database.createNativeQuery("update address set suspected_at = ?1, suspected_blast_id = ?2 where id = ?3")
                .setParameter(1, at)
                .setParameter(2, blastId)
                .setParameter(3, addressId)
                .executeUpdate();
    }

    /** Makes an address mailable again, with a clean slate. @return whether it was invalid */
    public boolean release(long addressId) {
        return database.createNativeQuery(
                                "update address set invalid_since = null, invalid_reason = null, invalid_code = null,"
                                        + " invalid_blast_id = null, suspected_at = null, suspected_blast_id = null"
                                        + " where id = ?1 and invalid_since is not null")
                        .setParameter(1, addressId)
                        .executeUpdate()
                > 0;
    }

    /** The address a signed link speaks of, with its account. */
    public Optional<Address> byId(long addressId) {
        return Address.<Address>findByIdOptional(addressId);
    }

    private void recordConsent(long addressId, boolean subscribed, String source, @Nullable Long blastId, Instant at) {
        database.createNativeQuery(
                        "insert into consent_change (account_id, address_id, subscribed, source, blast_id, at)"
                                + " select account_id, id, ?2, ?3, ?4, ?5 from address where id = ?1")
                .setParameter(1, addressId)
                .setParameter(2, subscribed)
                .setParameter(3, source)
                .setParameter(4, blastId)
                .setParameter(5, at)
                .executeUpdate();
    }
}
