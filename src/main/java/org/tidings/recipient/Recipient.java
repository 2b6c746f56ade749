package org.tidings.recipient;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * One address of one blast, with one status. Read-only here: only the {@link Ledger} changes a recipient and the {@link RecipientQueue} its
 * place in the queue.
 */
@Entity
@Immutable
public class Recipient extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public long blastId;
    public @Nullable Long addressId;
    public String email;
    public @Nullable String firstName;
    public @Nullable String lastName;
    public @Nullable String fields;

    @Enumerated(EnumType.STRING)
    public RecipientStatus status;

    public @Nullable String reason;
    public @Nullable String rule;
    public @Nullable String code;
    public int attempts;
    public @Nullable Instant dueAt;
    public @Nullable String claimedBy;
    public @Nullable Instant sentAt;
    public @Nullable Instant deliveredAt;
    public @Nullable Instant openedAt;
    public @Nullable Instant clickedAt;
    public @Nullable Instant bouncedAt;
    public Instant lastActivityAt;
    public int opens;
    public int clicks;
    public boolean complaint;
    public @Nullable Instant unsubscribedAt;

    /** By the unique key {@code recipient_uq_blast_email}. The caller has found the blast within its account. */
    public static Optional<Recipient> find(long blastId, String email) {
        return find("blastId = ?1 and email = ?2", blastId, email).firstResultOptional();
    }

    /** First and last name, as far as they are known. */
    public String name() {
        return ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName)).strip();
    }
}
