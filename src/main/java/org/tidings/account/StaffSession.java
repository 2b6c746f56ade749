package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A login session. Sessions are stored in the database: they survive a restart, are valid on every node and can be revoked. The id is the
 * SHA-256 of the cookie's token, so read access to the table does not allow a login.
 */
@Entity
public class StaffSession extends PanacheEntityBase {

    /** As {@link RandomTokens#hash}; the column takes no other characters. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    @Id
    public String id;

    public long accountId;
    public long staffId;
    public Instant createdAt;
    public Instant lastSeenAt;
    public Instant expiresAt;

    /** See {@link Client}. */
    public @Nullable String userAgent;

    public @Nullable String remoteAddress;

    /** Whether it began with the login of the provider, not with a password. */
    public boolean byProvider;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffSession() {}

    StaffSession(String id, long accountId, long staffId, Client client, Instant now, Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.staffId = staffId;
        this.userAgent = client.userAgent();
        this.remoteAddress = client.remoteAddress();
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = expiresAt;
    }

    /** The valid ones of a person, the last used first. */
    static List<StaffSession> of(long staffId, Instant now) {
        return list("staffId = ?1 and expiresAt > ?2 order by lastSeenAt desc, createdAt desc", staffId, now);
    }

    /** Ends one session of this person; returns false if they have no such session. */
    static boolean end(long staffId, String id) {
        return ID.matcher(id).matches() && delete("staffId = ?1 and id = ?2", staffId, id) == 1;
    }

    static void endAllOf(long staffId) {
        delete("staffId", staffId);
    }

    /** Those that began at the provider. */
    static void endByProviderOf(long staffId) {
        delete("staffId = ?1 and byProvider", staffId);
    }

    static long endOthersOf(long staffId, String keep) {
        return delete("staffId = ?1 and id <> ?2", staffId, keep);
    }

    /** Uses the index {@code staff_session_ix_expires_at}. */
    static long deleteExpired(Instant now) {
        return delete("expiresAt <= ?1", now);
    }
}
