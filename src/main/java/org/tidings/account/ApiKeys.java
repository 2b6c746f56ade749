package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
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

    /** Returns the key itself. It is not stored and cannot be shown again. */
    @Transactional
    public String create(long accountId, @Nullable Long staffId, String name) {
        String key = PREFIX + RandomTokens.random();
        new ApiKey(accountId, staffId, name, key, clock.instant()).persist();
        audit.record(accountId, staffId, "api-key.made", name, null);
        return key;
    }

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
    Optional<SignedIn> find(String rawKey) {
        return database.createQuery(
                        "select k, a from ApiKey k join Account a on a.id = k.accountId"
                                + " where k.keyHash = :hash and k.revokedAt is null",
                        Object[].class)
                .setParameter("hash", RandomTokens.hash(rawKey))
                .getResultStream()
                .findFirst()
                .map(row -> signedIn((ApiKey) row[0], (Account) row[1]));
    }

    private SignedIn signedIn(ApiKey key, Account account) {
        Instant now = clock.instant();
        if (key.lastUsedAt == null || key.lastUsedAt.plus(LAST_USED_INTERVAL).isBefore(now)) {
            key.lastUsedAt = now;
        }
        return new SignedIn(
                account.id, account.name, ZoneId.of(account.timeZone), key.staffId, key.name, Role.OWNER, null, false);
    }
}
