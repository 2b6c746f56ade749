package org.tidings.recipient;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One message of one blast, with one status. Read-only here: only the {@link Ledger} changes a recipient. */
@Entity
@Immutable
@IdClass(RecipientKey.class)
public class Recipient extends PanacheEntityBase {

    @Id
    public long blastId;

    @Id
    public int seq;

    public @Nullable Long addressId;
    public String email;
    public String firstName;
    public String lastName;
    public @Nullable String fields;

    @Convert(converter = RecipientStatusConverter.class)
    public RecipientStatus status;

    public @Nullable String reason;
    public short attempts;
    public boolean complaint;

    /** By {@code recipient_ix_email}; the latest round. The caller has found the blast within its account. */
    public static Optional<Recipient> find(long blastId, String email) {
        return find("blastId = ?1 and email = ?2 order by seq desc", blastId, email)
                .firstResultOptional();
    }

    public static Optional<Recipient> find(RecipientKey key) {
        return Recipient.<Recipient>findByIdOptional(key);
    }

    public RecipientKey key() {
        return new RecipientKey(blastId, seq);
    }

    /** First and last name, as far as they are known. */
    public String name() {
        return (firstName + " " + lastName).strip();
    }
}
