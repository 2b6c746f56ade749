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
 * Log-ins that last: begun, found again, ended. Nothing is cached, so that an end holds at once on every node; finding
 * one costs a look-up by primary key.
 */
@ApplicationScoped
public class Sessions {

    /** How long a session lasts after it was last used. */
    public static final Duration LIFE = Duration.ofDays(14);

    /** Use is noted this often, so that reading a page seldom writes. */
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final EntityManager database;
    private final Clock clock;

    Sessions(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Answers the token for the cookie; it is kept nowhere. */
    @Transactional
    public String begin(long staffId) {
        String token = RandomTokens.random();
        Instant now = clock.instant();
        new StaffSession(RandomTokens.hash(token), staffId, now, now.plus(LIFE)).persist();
        return token;
    }

    /** Who holds the token, unless it is unknown, over, ended, or theirs no longer. */
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
        boolean renewed = session.lastSeenAt.plus(NOTED_EVERY).isBefore(now);
        if (renewed) {
            session.lastSeenAt = now;
            session.expiresAt = now.plus(LIFE);
        }
        SignedIn signedIn = new SignedIn(
                account.id, account.name, ZoneId.of(account.timeZone), staff.id, staff.name, staff.role, session.id);
        return new Found(signedIn, renewed);
    }

    /**
     * A session that holds.
     *
     * @param renewed whether its life began anew, so that the cookie's must too
     */
    record Found(SignedIn signedIn, boolean renewed) {}
}
