package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/**
 * A login session. Sessions are stored in the database: they survive a restart, are valid on every node and can be revoked. The id is the
 * SHA-256 of the cookie's token, so read access to the table does not allow a login.
 */
@Entity
public class StaffSession extends PanacheEntityBase {

    @Id
    public String id;

    public long accountId;
    public long staffId;
    public Instant createdAt;
    public Instant lastSeenAt;
    public Instant expiresAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffSession() {}

    StaffSession(String id, long accountId, long staffId, Instant now, Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.staffId = staffId;
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = expiresAt;
    }

    static void endAllOf(long staffId) {
        delete("staffId", staffId);
    }

    static void endOthersOf(long staffId, String keep) {
        delete("staffId = ?1 and id <> ?2", staffId, keep);
    }

    /** Uses the index {@code staff_session_ix_expires_at}. */
    static long deleteExpired(Instant now) {
        return delete("expiresAt <= ?1", now);
    }
}
