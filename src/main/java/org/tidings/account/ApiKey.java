package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An API key, sent as {@code Authorization: Bearer}. Only its SHA-256 is stored. */
@Entity
public class ApiKey extends PanacheEntityBase {

    private static final int SHOWN_CHARACTERS = 12;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long accountId;

    /** The staff member who created it; null for the key from the configuration. */
    public @Nullable Long staffId;

    public String name;

    /** The first characters: enough to identify a key in the list, too few to help guess the rest. */
    public String prefix;

    public String keyHash;
    public Instant createdAt;

    /** Accurate to about a minute, see {@link ApiKeys}. */
    public @Nullable Instant lastUsedAt;

    public @Nullable Instant revokedAt;

    /** By {@link ApiScope#bits}. */
    public int scopes = ApiScope.bits(EnumSet.allOf(ApiScope.class));

    /** Null for a key that works until it is revoked. */
    public @Nullable Instant expiresAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected ApiKey() {}

    public ApiKey(long accountId, @Nullable Long staffId, String name, String rawKey, Instant createdAt) {
        this.accountId = accountId;
        this.staffId = staffId;
        this.name = name;
        this.prefix = rawKey.substring(0, Math.min(SHOWN_CHARACTERS, rawKey.length() / 3));
        this.keyHash = RandomTokens.hash(rawKey);
        this.createdAt = createdAt;
    }

    Set<ApiScope> scopes() {
        return ApiScope.ofBits(scopes);
    }

    static Optional<ApiKey> byId(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResultOptional();
    }

    /** The working keys that this staff member created. */
    static List<ApiKey> madeBy(long accountId, long staffId) {
        return list("accountId = ?1 and staffId = ?2 and revokedAt is null order by id", accountId, staffId);
    }

    static List<ApiKey> ofAccount(long accountId) {
        return list("accountId = ?1 and revokedAt is null order by createdAt desc, id desc", accountId);
    }
}
