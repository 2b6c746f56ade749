package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Starts, looks up and ends sessions. Sessions are not cached: ending one takes effect on all nodes immediately, and each lookup is one
 * query by primary key.
 */
@ApplicationScoped
public class Sessions {

    /** How long a session is valid after its last use. */
    public static final Duration LIFE = Duration.ofDays(14);

    /** Minimum interval between updates of {@code lastSeenAt}; avoids a write on every page view. */
    private static final Duration LAST_SEEN_INTERVAL = Duration.ofHours(1);

    private final EntityManager database;
    private final AuditTrail audit;
    private final Clock clock;

    Sessions(EntityManager database, AuditTrail audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the token for the cookie. Only its hash is stored. */
    @Transactional
    public String begin(long accountId, long staffId) {
        String token = RandomTokens.random();
        Instant now = clock.instant();
        new StaffSession(RandomTokens.hash(token), accountId, staffId, now, now.plus(LIFE)).persist();
        String email =
                StaffMember.byId(accountId, staffId).map(staff -> staff.email).orElse("");
        audit.record(accountId, staffId, "logged-in", email, null);
        return token;
    }

    /** The session with this token; empty if it is unknown, expired or ended, or if the staff member may no longer log in. */
    @Transactional
    Optional<Found> find(String token) {
        Instant now = clock.instant();
        Optional<Found> found = database.createQuery(
                        "select x, s, a from StaffSession x join StaffMember s on s.id = x.staffId"
                                + " join Account a on a.id = s.accountId"
                                + " where x.id = :id and x.expiresAt > :now and s.active",
                        Object[].class)
                .setParameter("id", RandomTokens.hash(token))
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> found((StaffSession) row[0], (StaffMember) row[1], (Account) row[2], now));
        return found;
    }

    @Transactional
    void end(String token) {
        StaffSession.deleteById(RandomTokens.hash(token));
    }

    @Transactional
    long deleteExpired() {
        return StaffSession.deleteExpired(clock.instant());
    }

    private static Found found(StaffSession session, StaffMember staff, Account account, Instant now) {
        boolean renewed = session.lastSeenAt.plus(LAST_SEEN_INTERVAL).isBefore(now);
        if (renewed) {
            session.lastSeenAt = now;
            session.expiresAt = now.plus(LIFE);
        }
        SignedIn signedIn = new SignedIn(
                account.id, account.name, ZoneId.of(account.timeZone), staff.id, staff.name, staff.role, session.id);
        return new Found(signedIn, renewed);
    }

    /**
     * A valid session.
     *
     * @param renewed whether its lifetime was extended, which requires a new cookie
     */
    record Found(SignedIn signedIn, boolean renewed) {}
}
