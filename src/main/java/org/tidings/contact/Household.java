package org.tidings.contact;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;

/** A home: guardians and students, reached as one. Read-only: only {@link Households} changes households. */
@Entity
@Immutable
public class Household extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    /** A ULID. */
    public String publicId;

    public long accountId;

    /** The key of this household in another program of the account; unique in the account. */
    public @Nullable String externalId;

    public String name;

    /** Custom fields: a JSON object of texts; null if there are none. */
    public @Nullable String fields;

    public Instant createdAt;

    /** The custom fields by name. */
    public Map<String, String> fieldValues() {
        return FieldsJson.read(fields);
    }

    /** By the unique key {@code household_uq_public_id}. */
    public static Optional<Household> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }
}
