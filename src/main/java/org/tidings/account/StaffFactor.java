package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    StaffFactor(long staffId, String secret, Instant createdAt) {
        this.staffId = staffId;
        this.secret = secret;
        this.createdAt = createdAt;
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
