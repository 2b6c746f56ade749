package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.tidings.platform.database.Utc;

/** Links a staff member to a provider's subject, one of each issuer. */
@Entity
public class StaffIdentity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long staffId;

    public String issuer;

    /** At most 255 visible ASCII characters (OpenID Connect Core 1.0, section 2). */
    public String subject;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffIdentity() {}

    /** Returns false if this person has another subject, or the subject is another person's; also for concurrent requests. */
    static boolean connect(long staffId, String issuer, String subject, Instant now) {
        getEntityManager()
                .createNativeQuery("insert into staff_identity (staff_id, issuer, subject, created_at)"
                        + " values (?1, ?2, ?3, ?4) on duplicate key update id = id")
                .setParameter(1, staffId)
                .setParameter(2, issuer)
                .setParameter(3, subject)
                .setParameter(4, Utc.of(now))
                .executeUpdate();
        // locked, so that it is what is stored now, and not what was when the transaction began
        return StaffIdentity.<StaffIdentity>find("issuer = ?1 and subject = ?2", issuer, subject)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .filter(identity -> identity.staffId == staffId)
                .isPresent();
    }

    /** Without an account, which is not known before login. Uses {@code staff_identity_uq_subject}. */
    static Optional<StaffIdentity> of(String issuer, String subject) {
        return find("issuer = ?1 and subject = ?2", issuer, subject).firstResultOptional();
    }

    static boolean isConnected(long staffId, String issuer) {
        return count("staffId = ?1 and issuer = ?2", staffId, issuer) > 0;
    }

    static boolean isConnected(long staffId) {
        return count("staffId", staffId) > 0;
    }

    static boolean disconnect(long staffId) {
        return delete("staffId", staffId) > 0;
    }
}
