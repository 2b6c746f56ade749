package org.tidings.contact;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;

/**
 * A person: a guardian, a student or neither. A person is not an address: several people can share one, and children often have none. Read-only:
 * only the {@link ContactStore} changes contacts.
 */
@Entity
@Immutable
public class Contact extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    /** A ULID. */
    public String publicId;

    public long accountId;

    /** The key of this person in another program of the account; unique in the account. */
    public @Nullable String externalId;

    public String firstName;
    public String lastName;

    /** In E.164 form if it could be read, otherwise as typed; empty if unknown. */
    public String phone;

    public @Nullable LocalDate born;
    public String notes;

    /** Custom fields: a JSON object of texts; null if there are none. */
    public @Nullable String fields;

    public Instant createdAt;
    public Instant updatedAt;

    /** By the unique key {@code contact_uq_public_id}. */
    public static Optional<Contact> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }

    /** By the unique key {@code contact_uq_external_id}. */
    public static Optional<Contact> findByExternalId(long accountId, String externalId) {
        return find("accountId = ?1 and externalId = ?2", accountId, externalId).firstResultOptional();
    }

    /** First and last name; empty if unknown. */
    public String name() {
        return (firstName + " " + lastName).strip();
    }
}
