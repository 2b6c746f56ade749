package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates, looks up and revokes API keys. */
@ApplicationScoped
public class ApiKeys {

    /** Minimum interval between updates of {@code lastUsedAt}; avoids a write on every API call. */
    private static final Duration LAST_USED_INTERVAL = Duration.ofMinutes(1);

    private static final String PREFIX = "tidings_";

    private final EntityManager database;
    private final AuditTrail audit;
    private final Clock clock;

    ApiKeys(EntityManager database, AuditTrail audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Creates a key that may do everything and does not expire. */
    @Transactional
    public String create(long accountId, @Nullable Long staffId, String name) {
        return create(accountId, staffId, name, EnumSet.allOf(ApiScope.class), null);
    }

    /** Returns the key itself. It is not stored and cannot be shown again. */
    @Transactional
    String create(
            long accountId, @Nullable Long staffId, String name, Set<ApiScope> scopes, @Nullable Instant expiresAt) {
        String key = PREFIX + RandomTokens.random();
        ApiKey stored = new ApiKey(accountId, staffId, name, key, clock.instant());
        stored.scopes = ApiScope.bits(scopes);
        stored.expiresAt = expiresAt;
        stored.persist();
        String what = scopes.stream().map(ApiScope::key).collect(Collectors.joining(", "));
        audit.record(accountId, staffId, "api-key.made", name, expiresAt == null ? what : what + " until " + expiresAt);
        return key;
    }

    /** A key that works, and whose it is. */
    record Found(SignedIn signedIn, KeyGrant grant) {}

    /** Returns false when the account has no such key. */
    @Transactional
    boolean revoke(long accountId, @Nullable Long staffId, long id) {
        Optional<ApiKey> key = ApiKey.byId(accountId, id);
        key.filter(k -> k.revokedAt == null).ifPresent(k -> {
            k.revokedAt = clock.instant();
            audit.record(accountId, staffId, "api-key.revoked", k.name, k.prefix);
        });
        return key.isPresent();
    }

    /** Uses the unique index {@code api_key_hash_uq}. */
    @Transactional
    Optional<Found> find(String rawKey) {
        return database.createQuery(
                        "select k, a from ApiKey k join Account a on a.id = k.accountId"
                                + " where k.keyHash = :hash and k.revokedAt is null"
                                + " and (k.expiresAt is null or k.expiresAt > :now)",
                        Object[].class)
                .setParameter("hash", RandomTokens.hash(rawKey))
                .setParameter("now", clock.instant())
                .getResultStream()
                .findFirst()
                .map(row -> found((ApiKey) row[0], (Account) row[1]));
    }

    private Found found(ApiKey key, Account account) {
        Instant now = clock.instant();
        if (key.lastUsedAt == null || key.lastUsedAt.plus(LAST_USED_INTERVAL).isBefore(now)) {
            key.lastUsedAt = now;
        }
        SignedIn signedIn = new SignedIn(
                account.id, account.name, ZoneId.of(account.timeZone), key.staffId, key.name, Role.OWNER, null, false);
        return new Found(signedIn, new KeyGrant(key.id, key.scopes()));
    }
}
