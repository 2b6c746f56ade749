package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.tidings.platform.database.Utc;

/** By whom an OpenID Connect provider knows a staff member: one subject of each issuer. */
@Entity
public class StaffIdentity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long staffId;

    public String issuer;

    /** ASCII, at most 255 characters (OpenID Connect Core 1.0, section 2). */
    public String subject;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffIdentity() {}

    /** Returns false if this person has another subject, or the subject is another person's; also for concurrent requests. */
    static boolean connect(long staffId, String issuer, String subject, Instant now) {
        return getEntityManager()
                        .createNativeQuery("insert ignore into staff_identity (staff_id, issuer, subject, created_at)"
                                + " values (?1, ?2, ?3, ?4)")
                        .setParameter(1, staffId)
                        .setParameter(2, issuer)
                        .setParameter(3, subject)
                        .setParameter(4, Utc.of(now))
                        .executeUpdate()
                == 1;
    }

    /** Without an account, which is not known before login. Uses {@code staff_identity_uq_subject}. */
    static Optional<StaffIdentity> of(String issuer, String subject) {
        return find("issuer = ?1 and subject = ?2", issuer, subject).firstResultOptional();
    }

    static boolean isConnected(long staffId) {
        return count("staffId", staffId) > 0;
    }

    static boolean disconnect(long staffId) {
        return delete("staffId", staffId) > 0;
    }
}
