package org.tidings.contact;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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

    /** Since when its reader gets no marketing. */
    public @Nullable Instant unsubscribedAt;

    /** When its reader agreed to marketing; null without a record. */
    public @Nullable Instant consentedAt;

    /** Until when it gets no marketing. */
    public @Nullable Instant pausedUntil;

    /** Since when it gets no service notices. */
    public @Nullable Instant serviceRefusedAt;

    public @Nullable Instant trackingAgreedAt;
    public @Nullable Instant trackingRefusedAt;
    public @Nullable Instant invalidSince;
    public @Nullable String invalidReason;
    public @Nullable String invalidCode;
    public @Nullable Long invalidBlastId;

    /** Whether it is invalid only because of a complaint. */
    public boolean complained;

    /** When its reader asked for mail again after a complaint, which works once. */
    public @Nullable Instant complaintLiftedAt;

    public @Nullable Instant suspectedAt;
    public Instant createdAt;

    /** Whether its reader has agreed to tracking; null if they have not said. */
    public @Nullable Boolean tracking() {
        return trackingRefusedAt != null ? Boolean.FALSE : trackingAgreedAt != null ? Boolean.TRUE : null;
    }

    /** The key of a stored address. */
    public long key() {
        return Objects.requireNonNull(id);
    }

    /** Whether its reader can still make it valid: it complained, and this was never undone. */
    public boolean canLiftComplaint() {
        return invalidSince != null && complained && complaintLiftedAt == null;
    }

    /** By the unique key {@code address_uq_account_email}. */
    public static Optional<Address> find(long accountId, String email) {
        return find("accountId = ?1 and email = ?2", accountId, email).firstResultOptional();
    }

    /** Those of the addresses that are stored. By the unique key {@code address_uq_account_email}. */
    public static List<Address> all(long accountId, Collection<String> emails) {
        return emails.isEmpty() ? List.of() : list("accountId = ?1 and email in ?2", accountId, emails);
    }
}
