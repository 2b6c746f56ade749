package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/** The one-time codes of a staff member, who enters one when logging in. */
@Entity
public class StaffFactor extends PanacheEntityBase {

    @Id
    public long staffId;

    /** The key in hexadecimal digits, encrypted; see {@link org.tidings.platform.SealedText}. */
    public String secret;

    /** The time step of the last code that was accepted (RFC 6238, section 5.2: no code is accepted twice). */
    public long lastStep;

    public Instant createdAt;

    /** When the first code was entered; null while it is being set up, when nothing is asked at login. */
    public @Nullable Instant confirmedAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffFactor() {}

    /** Does nothing if there is one: a concurrent request began it. */
    static void begin(long staffId, String secret, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        "insert ignore into staff_factor (staff_id, secret, last_step, created_at) values (?1, ?2, 0, ?3)")
                .setParameter(1, staffId)
                .setParameter(2, secret)
                .setParameter(3, Utc.of(now))
                .executeUpdate();
    }

    /** The secret that is being set up. A locking read, which sees what others committed since this transaction began. */
    static Optional<String> latestBegun(long staffId) {
        List<?> found = getEntityManager()
                .createNativeQuery(
                        "select secret from staff_factor where staff_id = ?1 and confirmed_at is null lock in share mode",
                        String.class)
                .setParameter(1, staffId)
                .getResultList();
        return found.stream().map(String.class::cast).findFirst();
    }

    static void deleteBegun(long staffId, String secret) {
        delete("staffId = ?1 and secret = ?2 and confirmedAt is null", staffId, secret);
    }

    static Optional<StaffFactor> of(long staffId) {
        return findByIdOptional(staffId);
    }

    static Optional<StaffFactor> confirmed(long staffId) {
        return of(staffId).filter(factor -> factor.confirmedAt != null);
    }

    /** Returns false if the code of this step, or a later one, was accepted before; also for concurrent requests. */
    static boolean accept(long staffId, long step) {
        return update("lastStep = ?1 where staffId = ?2 and lastStep < ?1", step, staffId) == 1;
    }
}
