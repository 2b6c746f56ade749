package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Changes of consent. Each method joins the caller's transaction. All are conditional updates: repeating one changes nothing and writes no
 * second line of history.
 */
@ApplicationScoped
public class AddressBook {

    /** Changes of an address that are recorded separately within {@link #PERIOD}. Everybody who knows a link can repeat them at will. */
    static final int MOST_RECORDED = 20;

    private static final MultiRow ADDRESSES =
            new MultiRow("insert ignore into address (account_id, email, created_at) values", 3, "");

    private static final Duration PERIOD = Duration.ofDays(1);

    private final EntityManager database;
    private final Transactions transactions;
    private final ErasedAddresses erased;
    private final Clock clock;

    AddressBook(EntityManager database, Transactions transactions, ErasedAddresses erased, Clock clock) {
        this.transactions = transactions;
        this.erased = erased;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Records a decision about one address, which takes effect at once and for every later blast. Statements about the past do not replace
     * younger decisions: they are kept in the history only.
     *
     * @return whether anything changed
     */
    public boolean record(long addressId, ConsentChange change) {
        Instant now = clock.instant();
        int changed = update(addressId, change, now);
        if (changed > 0 || isNews(addressId, change)) {
            addToHistory(addressId, change, now);
        }
        if (!change.granted()) {
            // who leaves by a link in an old message leaves at the new address
            movedTo(addressId).ifPresent(next -> record(next, change));
        }
        return changed > 0;
    }

    /** Uses {@code address_pk}. */
    private Optional<Long> movedTo(long addressId) {
        List<?> next = database.createNativeQuery(
                        "select moved_to_id from address where id = ?1 and moved_to_id is not null", Long.class)
                .setParameter(1, addressId)
                .getResultList();
        return next.isEmpty() ? Optional.empty() : Optional.of((Long) next.get(0));
    }

    private int update(long addressId, ConsentChange change, Instant now) {
        String update = switch (change.kind()) {
            case MARKETING ->
                change.granted()
                        ? "unsubscribed_at = null, paused_until = null, consented_at = ?2, consent_basis = "
                                + Objects.requireNonNullElse(change.basis(), ConsentBasis.ASKED)
                                        .code()
                        : "unsubscribed_at = ?2, consented_at = null, consent_basis = null";
            case SERVICE -> change.granted() ? "service_refused_at = null" : "service_refused_at = ?2";
            case TRACKING ->
                change.granted()
                        ? "tracking_refused_at = null, tracking_agreed_at = ?2"
                        : "tracking_refused_at = ?2, tracking_agreed_at = null";
        };
        String sql = "update address set " + update + " where id = ?1 and " + condition(change);
        Query query = database.createNativeQuery(sql).setParameter(1, addressId);
        if (sql.contains("?2")) {
            query.setParameter(2, Objects.requireNonNullElse(change.at(), now));
        }
        return query.executeUpdate();
    }

    /** Whether the change is one. A statement about the past needs a day of its own to be compared with. */
    private static String condition(ConsentChange change) {
        boolean past = change.at() != null;
        return switch (change.kind()) {
            case MARKETING -> {
                int basis = Objects.requireNonNullElse(change.basis(), ConsentBasis.ASKED)
                        .code();
                yield change.granted()
                        ? "(unsubscribed_at is not null or consented_at is null or consent_basis > " + basis
                                + " or (consent_basis = " + basis + " and " + basis + " > 0 and consented_at < ?2))"
                                + (past ? " and (unsubscribed_at is null or unsubscribed_at < ?2)" : "")
                        : "unsubscribed_at is null" + (past ? " and (consented_at is null or consented_at <= ?2)" : "");
            }
            case SERVICE ->
                change.granted()
                        ? "service_refused_at is not null" + (past ? " and service_refused_at < ?2" : "")
                        : "service_refused_at is null"
                                + (past
                                        ? " and not exists (select 1 from consent_change c where c.address_id = ?1"
                                                + " and c.kind = "
                                                + change.kind().code()
                                                + " and c.subscribed and c.at > ?2)"
                                        : "");
            case TRACKING ->
                change.granted()
                        ? "tracking_agreed_at is null"
                                + (past ? " and (tracking_refused_at is null or tracking_refused_at < ?2)" : "")
                        : "tracking_refused_at is null"
                                + (past ? " and (tracking_agreed_at is null or tracking_agreed_at <= ?2)" : "");
        };
    }

    /** Whether a decision that changes nothing is not in the history yet, or is there with other evidence. Uses {@code consent_change_ix_address}. */
    private boolean isNews(long addressId, ConsentChange change) {
        if (change.at() == null) {
            return !change.isByReader() && !isLatest(addressId, change);
        }
        Number same = (Number) database.createNativeQuery("select count(*) from consent_change where address_id = ?1"
                        + " and at = ?2 and kind = ?3 and subscribed = ?4")
                .setParameter(1, addressId)
                .setParameter(2, change.at())
                .setParameter(3, change.kind().code())
                .setParameter(4, change.granted())
                .getSingleResult();
        return same.intValue() == 0;
    }

    private boolean isLatest(long addressId, ConsentChange change) {
        ConsentBasis basis = change.basis();
        Number same = (Number) database.createNativeQuery(
                        "select count(*) from (select subscribed, basis, how, words from consent_change"
                                + " where address_id = ?1 and kind = ?2 order by at desc, id desc limit 1) latest"
                                + " where subscribed = ?3 and coalesce(basis, -1) = ?4 and coalesce(how, '') = ?5"
                                + " and coalesce(words, '') = ?6")
                .setParameter(1, addressId)
                .setParameter(2, change.kind().code())
                .setParameter(3, change.granted())
                .setParameter(4, basis == null ? -1 : basis.code())
                .setParameter(5, Objects.requireNonNullElse(change.how(), ""))
                .setParameter(6, Objects.requireNonNullElse(change.words(), ""))
                .getSingleResult();
        return same.intValue() > 0;
    }

    /**
     * Stops marketing until then, with a line of history.
     *
     * @param until null to end a pause
     * @param how what the history says, such as "Until 27 Dec 2026"
     */
    public void pause(long addressId, @Nullable Instant until, @Nullable String how, String source) {
        int changed = database.createNativeQuery(
                        "update address set paused_until = ?2 where id = ?1 and not (paused_until <=> ?2)")
                .setParameter(1, addressId)
                .setParameter(2, until)
                .executeUpdate();
        if (changed > 0) {
            addToHistory(addressId, HistoryKind.PAUSE, until == null, how, source);
        }
    }

    /**
     * Gives an address the decisions and the history of another one whose reader has moved to it. Its own refusals stay. Uses {@code address_pk}
     * and {@code consent_change_ix_address}.
     */
    public void carryOver(long fromId, long toId) {
        transactions.run(connection -> {
            execute(
                    connection,
                    "update address n join address o on o.id = ? set"
                            + " n.consented_at = case when coalesce(n.unsubscribed_at, o.unsubscribed_at) is null"
                            + " then coalesce(n.consented_at, o.consented_at) end,"
                            + " n.consent_basis = case when coalesce(n.unsubscribed_at, o.unsubscribed_at) is null"
                            + " then coalesce(n.consent_basis, o.consent_basis) end,"
                            + " n.unsubscribed_at = coalesce(n.unsubscribed_at, o.unsubscribed_at),"
                            + " n.moved_to_id = null," // moving back must not create a cycle
                            + " n.paused_until = nullif(greatest(coalesce(o.paused_until, '1970-01-01'),"
                            + " coalesce(n.paused_until, '1970-01-01')), '1970-01-01'),"
                            + " n.service_refused_at = coalesce(n.service_refused_at, o.service_refused_at),"
                            + " n.tracking_agreed_at = case when coalesce(n.tracking_refused_at, o.tracking_refused_at)"
                            + " is null then coalesce(n.tracking_agreed_at, o.tracking_agreed_at) end,"
                            + " n.tracking_refused_at = coalesce(n.tracking_refused_at, o.tracking_refused_at)"
                            + " where n.id = ?",
                    fromId,
                    toId);
            execute(connection, "update address set moved_to_id = ? where id = ?", toId, fromId);
            execute(
                    connection,
                    "insert into consent_change (account_id, address_id, kind, subscribed, source, blast_id, at,"
                            + " recorded_at, basis, staff_id, how, words) select account_id, ?, kind, subscribed, source,"
                            + " blast_id, at, recorded_at, basis, staff_id, how, words from consent_change"
                            + " where address_id = ?",
                    toId,
                    fromId);
        });
    }

    private static void execute(Connection connection, String sql, long first, long second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            statement.executeUpdate();
        }
    }

    /** Adds a line of history about a topic. The tags are changed by {@link Topics}. */
    void recordTopic(long addressId, String topic, boolean joined, String source) {
        addToHistory(addressId, HistoryKind.TOPIC, joined, topic, source);
    }

    private void addToHistory(long addressId, HistoryKind kind, boolean granted, @Nullable String how, String source) {
        database.createNativeQuery(
                        "insert into consent_change (account_id, address_id, kind, subscribed, source, at, recorded_at, how)"
                                + " select account_id, id, ?2, ?3, ?4, ?5, ?5, ?6 from address where id = ?1")
                .setParameter(1, addressId)
                .setParameter(2, kind.code())
                .setParameter(3, granted)
                .setParameter(4, source)
                .setParameter(5, clock.instant())
                .setParameter(6, how)
                .executeUpdate();
    }

    /** Stores the addresses that the account does not have yet; those of erased people get their refusals back. */
    public void ensure(long accountId, Collection<String> emails) {
        transactions.run(connection -> {
            ensure(connection, accountId, emails);
            InList list = new InList(emails);
            erased.reapply(connection, accountId, list.marks(), list::bind);
        });
    }

    /** Stores the addresses that the account does not have yet. */
    public void ensure(Connection connection, long accountId, Collection<String> emails) throws SQLException {
        ADDRESSES.execute(connection, List.copyOf(emails), (statement, first, email) -> {
            statement.setLong(first, accountId);
            statement.setString(first + 1, email);
            statement.setObject(first + 2, Utc.of(clock.instant()));
            return first + 3;
        });
    }

    /**
     * Records a no of several addresses. Addresses that the account does not have are skipped.
     *
     * @return the number of addresses for which this is a change
     */
    public int refuseAll(long accountId, ConsentKind kind, Collection<String> emails, String source) {
        String column = switch (kind) {
            case MARKETING -> "unsubscribed_at";
            case SERVICE -> "service_refused_at";
            case TRACKING -> "tracking_refused_at";
        };
        String alsoClear = switch (kind) {
            case MARKETING -> ", consented_at = null, consent_basis = null";
            case SERVICE -> "";
            case TRACKING -> ", tracking_agreed_at = null";
        };
        return changeAll(accountId, kind, false, emails, source, column + " is null", column + " = ?3" + alsoClear);
    }

    /** Records that the readers of several addresses agreed to tracking. Never lifts a no. */
    public int agreeToTracking(long accountId, Collection<String> emails, String source) {
        return changeAll(
                accountId,
                ConsentKind.TRACKING,
                true,
                emails,
                source,
                "tracking_agreed_at is null and tracking_refused_at is null",
                "tracking_agreed_at = ?3");
    }

    private int changeAll(
            long accountId,
            ConsentKind kind,
            boolean granted,
            Collection<String> emails,
            String source,
            String condition,
            String update) {
        if (emails.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        database.createNativeQuery(
                        "insert into consent_change (account_id, address_id, kind, subscribed, source, at, recorded_at)"
                                + " select account_id, id, " + kind.code() + ", " + granted
                                + ", ?3, ?4, ?4 from address where account_id = ?1 and email in ?2 and " + condition
                                + " for update")
                .setParameter(1, accountId)
                .setParameter(2, emails)
                .setParameter(3, source)
                .setParameter(4, now)
                .executeUpdate();
        return database.createNativeQuery(
                        "update address set " + update + " where account_id = ?1 and email in ?2 and " + condition)
                .setParameter(1, accountId)
                .setParameter(2, emails)
                .setParameter(3, now)
                .executeUpdate();
    }

    /** Whether marketing may be sent to the address now. */
    public boolean mayGetMarketing(Account account, long addressId) {
        MailPermission permission = MailPermission.of(account, true, clock.instant());
        Number refused = (Number)
                database.createNativeQuery("select (" + permission.refused() + ") + 0 from address a where a.id = ?1")
                        .setParameter(1, addressId)
                        .getSingleResult();
        return refused.intValue() == 0;
    }

    /** Whether the address is valid and has not left the newsletter. Uses {@code address_pk}. */
    public boolean isSubscribed(long addressId) {
        return database.createNativeQuery(
                        "select id from address where id = ?1 and unsubscribed_at is null and invalid_since is null")
                .setParameter(1, addressId)
                .getResultStream()
                .findAny()
                .isPresent();
    }

    /** The address a signed link speaks of, with its account. */
    public Optional<Address> byId(long addressId) {
        return Address.<Address>findByIdOptional(addressId);
    }

    /**
     * Adds a row to the history. Everybody who has a link can add rows at will, so too many by links replace the latest of their kind, and the
     * history still ends with the present state. The row of the address is locked. Uses {@code consent_change_ix_address}.
     */
    private void addToHistory(long addressId, ConsentChange change, Instant now) {
        Number recent = change.isByReader()
                ? (Number) database.createNativeQuery(
                                "select count(*) from consent_change where address_id = ?1 and at > ?2 and kind = ?3")
                        .setParameter(1, addressId)
                        .setParameter(2, now.minus(PERIOD))
                        .setParameter(3, change.kind().code())
                        .getSingleResult()
                : Integer.valueOf(0);
        ConsentBasis basis = change.basis();
        database.createNativeQuery(
                        recent.intValue() < MOST_RECORDED
                                ? "insert into consent_change (account_id, address_id, kind, subscribed, source, blast_id,"
                                        + " at, recorded_at, basis, staff_id, how, words)"
                                        + " select account_id, id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11"
                                        + " from address where id = ?1"
                                : "update consent_change set subscribed = ?3, source = ?4, blast_id = ?5, at = ?6,"
                                        + " recorded_at = ?7, basis = ?8, staff_id = ?9, how = ?10, words = ?11"
                                        + " where address_id = ?1 and kind = ?2 order by at desc, id desc limit 1")
                .setParameter(1, addressId)
                .setParameter(2, change.kind().code())
                .setParameter(3, change.granted())
                .setParameter(4, change.source())
                .setParameter(5, change.blastId())
                .setParameter(6, Objects.requireNonNullElse(change.at(), now))
                .setParameter(7, now)
                .setParameter(8, basis == null ? null : basis.code())
                .setParameter(9, change.staffId())
                .setParameter(10, change.how())
                .setParameter(11, change.words())
                .executeUpdate();
    }
}
