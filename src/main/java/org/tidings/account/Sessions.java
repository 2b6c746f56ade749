package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.oidc.SingleSignOn;

/**
 * Starts, looks up and ends sessions. Sessions are not cached: ending one takes effect on all nodes immediately, and each lookup is one
 * query by primary key.
 */
@ApplicationScoped
public class Sessions {

    /** How long a session is valid after its last use. */
    public static final Duration LIFE = Duration.ofDays(14);

    /** How long a session is valid at most, however often it is used (ASVS 5.0.0, 7.3.2). */
    static final Duration LONGEST = Duration.ofDays(90);

    /** Minimum interval between updates of {@code lastSeenAt}; avoids a write on every page view. */
    private static final Duration LAST_SEEN_INTERVAL = Duration.ofHours(1);

    private final EntityManager database;
    private final SingleSignOn singleSignOn;
    private final AuditTrail audit;
    private final Clock clock;

    Sessions(EntityManager database, SingleSignOn singleSignOn, AuditTrail audit, Clock clock) {
        this.database = database;
        this.singleSignOn = singleSignOn;
        this.audit = audit;
        this.clock = clock;
    }

    /** As {@link #begin(long, long, Client)}, from an unknown client. */
    @Transactional
    public String begin(long accountId, long staffId) {
        return begin(accountId, staffId, Client.UNKNOWN);
    }

    /** Returns the token for the cookie. Only its hash is stored. */
    @Transactional
    String begin(long accountId, long staffId, Client client) {
        String token = store(accountId, staffId, client, false);
        String email =
                StaffMember.byId(accountId, staffId).map(staff -> staff.email).orElse("");
        audit.record(accountId, staffId, "logged-in", email, null);
        return token;
    }

    /** As {@link #begin(long, long, Client)}, for somebody whom the provider has logged in. */
    @Transactional
    String beginByProvider(StaffMember staff, Client client) {
        String token = store(staff.accountId, staff.id, client, true);
        audit.record(staff.accountId, staff.id, "logged-in", staff.email, "With " + singleSignOn.name());
        return token;
    }

    private String store(long accountId, long staffId, Client client, boolean byProvider) {
        String token = RandomTokens.random();
        Instant now = clock.instant();
        StaffSession session =
                new StaffSession(RandomTokens.hash(token), accountId, staffId, client, now, now.plus(LIFE));
        session.byProvider = byProvider;
        session.persist();
        return token;
    }

    /** The session with this token; empty if it is unknown, expired or ended, or if the staff member may no longer log in. */
    @Transactional
    Optional<Found> find(String token) {
        Instant now = clock.instant();
        Optional<Found> found = database.createQuery(
                        "select x, s, a, f from StaffSession x join StaffMember s on s.id = x.staffId"
                                + " join Account a on a.id = s.accountId left join StaffFactor f on f.staffId = s.id"
                                + " where x.id = :id and x.expiresAt > :now and s.active",
                        Object[].class)
                .setParameter("id", RandomTokens.hash(token))
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> found(
                        (StaffSession) row[0], (StaffMember) row[1], (Account) row[2], (StaffFactor) row[3], now));
        return found;
    }

    /** The valid sessions of a person, the last used first. */
    @Transactional
    List<StaffSession> of(long staffId) {
        return StaffSession.of(staffId, clock.instant());
    }

    /** Ends one session of a person; returns false if they have no such session. */
    @Transactional
    boolean end(long accountId, long staffId, String id) {
        boolean ended = StaffSession.end(staffId, id);
        if (ended) {
            record(accountId, staffId, 1);
        }
        return ended;
    }

    /** Ends all sessions of a person but this one. */
    @Transactional
    void endOthers(long accountId, long staffId, String keep) {
        record(accountId, staffId, StaffSession.endOthersOf(staffId, keep));
    }

    private void record(long accountId, long staffId, long ended) {
        String email =
                StaffMember.byId(accountId, staffId).map(staff -> staff.email).orElse("");
        audit.record(accountId, staffId, "session.ended", email, ended + (ended == 1 ? " device" : " devices"));
    }

    @Transactional
    void end(String token) {
        StaffSession.deleteById(RandomTokens.hash(token));
    }

    @Transactional
    long deleteExpired() {
        return StaffSession.deleteExpired(clock.instant());
    }

    private Found found(
            StaffSession session, StaffMember staff, Account account, @Nullable StaffFactor factor, Instant now) {
        boolean renewed = session.lastSeenAt.plus(LAST_SEEN_INTERVAL).isBefore(now);
        if (renewed) {
            session.lastSeenAt = now;
            Instant end = session.createdAt.plus(LONGEST);
            session.expiresAt = now.plus(LIFE).isBefore(end) ? now.plus(LIFE) : end;
        }
        SignedIn signedIn = new SignedIn(
                account.id,
                account.name,
                ZoneId.of(account.timeZone),
                staff.id,
                staff.name,
                staff.role,
                session.id,
                account.secondStep
                        && (factor == null || factor.confirmedAt == null)
                        && !(session.byProvider && singleSignOn.countsAsSecondStep()));
        return new Found(signedIn, renewed);
    }

    /**
     * A valid session.
     *
     * @param renewed whether its lifetime was extended, which requires a new cookie
     */
    record Found(SignedIn signedIn, boolean renewed) {}
}
