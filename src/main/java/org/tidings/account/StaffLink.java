package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A link by which one staff member can choose a password once. Only the SHA-256 of its token is stored. */
@Entity
public class StaffLink extends PanacheEntityBase {

    /** Why somebody chooses a password. */
    public enum Kind {
        /** For the first time. */
        INVITATION,
        /** Because they forgot it. */
        RESET
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long accountId;
    public long staffId;

    @JdbcTypeCode(SqlTypes.VARCHAR)
    public Kind kind;

    public String tokenHash;
    public Instant createdAt;
    public Instant expiresAt;

    /** When it was used or replaced by another one. */
    public @Nullable Instant usedAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffLink() {}

    StaffLink(StaffMember staff, Kind kind, String tokenHash, Instant now, Instant expiresAt) {
        this.accountId = staff.accountId;
        this.staffId = staff.id;
        this.kind = kind;
        this.tokenHash = tokenHash;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    boolean isOpen(Instant now) {
        return usedAt == null && expiresAt.isAfter(now);
    }

    /** Without an account, which is not known before login. Uses {@code staff_link_uq_token}. */
    static Optional<StaffLink> byHash(String tokenHash) {
        return find("tokenHash", tokenHash).firstResultOptional();
    }

    /** Returns false if somebody else used it first. */
    static boolean use(long id, Instant now) {
        return update("usedAt = ?1 where id = ?2 and usedAt is null", now, id) == 1;
    }

    static void closeAllOf(long staffId, Instant now) {
        update("usedAt = ?1 where staffId = ?2 and usedAt is null", now, staffId);
    }

    /** Uses {@code staff_link_ix_created_at}. */
    static long deleteBefore(Instant time) {
        return delete("createdAt < ?1", time);
    }
}
