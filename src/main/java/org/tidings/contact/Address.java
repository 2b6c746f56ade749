package org.tidings.contact;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One address that an account has mailed, with its consent and its validity. It outlives every report: signed links carry its id, so a
 * person can unsubscribe by a mail whose report was cleared years ago.
 */
@Entity
public class Address extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public long accountId;
    public String email;
    public @Nullable Instant unsubscribedAt;
    public @Nullable Instant invalidSince;
    public @Nullable String invalidReason;
    public @Nullable String invalidCode;
    public @Nullable Long invalidBlastId;
    public Instant createdAt;

    /** By the unique key {@code address_uq_account_email}. */
    public static Optional<Address> find(long accountId, String email) {
        return find("accountId = ?1 and email = ?2", accountId, email).firstResultOptional();
    }
}
