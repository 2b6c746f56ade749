package org.tidings.recipient;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One recipient of one blast, with one status. Read-only: only the {@link Ledger} changes recipients. */
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
    /** 0 for the first sending. */
    public short round;

    public boolean complaint;

    /**
     * The recipient with this address, the latest one if there are several. Uses {@code recipient_ix_email}. The caller must have checked the
     * account of the blast.
     */
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

    /** First and last name; empty if unknown. */
    public String name() {
        return (firstName + " " + lastName).strip();
    }
}
