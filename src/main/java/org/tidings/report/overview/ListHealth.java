package org.tidings.report.overview;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tidings.contact.TrackingConsent;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.RecipientStatus;

/**
 * Counts once a day what became of the mail to the valid addresses in People, in steps of some addresses, because a large account takes
 * seconds. The rows of the email log count too, so that clearing a report changes nothing.
 */
@ApplicationScoped
class ListHealth {

    private static final Duration VALID = Duration.ofHours(24);
    private static final Period QUIET = Period.ofYears(1);
    /** Below the thousand from which MariaDB makes a table of a list. */
    private static final int STEP = 500;

    private static final String READ = RecipientStatus.OPEN.code() + ", " + RecipientStatus.CLICK.code();
    private static final String ARRIVED = RecipientStatus.DELIVERY.code() + ", " + READ;
    private static final String NOT_MAILED =
            RecipientStatus.INVALID.code() + ", " + RecipientStatus.UNSUBSCRIBED.code();

    /** Uses {@code address_uq_account_email} and {@code contact_address_fk_address}. */
    private static final String ADDRESSES = "select a.id, a.email from address a where a.account_id = ? and a.email > ?"
            + " and a.invalid_since is null"
            // MariaDB would execute "exists" by a temporary table of all links, once for each step
            + " and (select count(*) from contact_address l where l.address_id = a.id) > 0"
            + " order by a.email limit " + STEP;

    /** Uses {@code recipient_uq_address} and {@code email_log_pk}. */
    private static final String MAIL =
            "select coalesce(sum(not mailed.arrived), 0), coalesce(sum(mailed.arrived and not mailed.has_read"
                    + " and mailed.first_at < ? and not " + TrackingConsent.isRefused("mailed.address_id")
                    + "), 0) from (select message.address_id,"
                    + " max(message.status in (" + ARRIVED + ")) as arrived, max(message.status in (" + READ
                    + ") and message.at >= ?) as has_read,"
                    + " min(message.at) as first_at from (select r.address_id, r.status, r.last_activity_at as at from recipient r force index (recipient_uq_address)"
                    + " where r.address_id in %1$s union all select g.address_id, g.status, g.at from email_log g"
                    + " where g.address_id in %1$s) message where message.status not in (" + NOT_MAILED
                    + ") group by message.address_id) mailed";

    private final Transactions transactions;
    private final Clock clock;

    ListHealth(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The state of the list.
     *
     * @param addresses the valid addresses in People
     * @param neverReached of these, those to which mail was sent and never arrived
     * @param quiet of these, those that got their first mail more than a year ago and gave no sign of reading since
     */
    record Measured(Instant at, int addresses, int neverReached, int quiet) {
        Measured plus(int moreAddresses, int moreNeverReached, int moreQuiet) {
            return new Measured(at, addresses + moreAddresses, neverReached + moreNeverReached, quiet + moreQuiet);
        }
    }

    /** The last count; empty for a new account, until the next run. */
    Optional<Measured> of(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select * from list_health where account_id = ?")) {
                select.setLong(1, accountId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Measured(
                                    Objects.requireNonNull(Utc.read(row, "measured_at")),
                                    row.getInt("addresses"),
                                    row.getInt("never_reached"),
                                    row.getInt("quiet")))
                            : Optional.empty();
                }
            }
        });
    }

    /** Two nodes that count at the same time come to the same result. */
    @Scheduled(every = "10m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void measureDue() {
        due(clock.instant().minus(VALID)).forEach(this::measure);
    }

    private List<Long> due(Instant before) {
        return transactions.callNew(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select a.id from account a left join list_health h on h.account_id = a.id"
                            + " where h.measured_at is null or h.measured_at < ? order by a.id")) {
                select.setObject(1, Utc.of(before));
                List<Long> ids = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                return ids;
            }
        });
    }

    void measure(long accountId) {
        Instant now = clock.instant();
        Instant yearAgo = now.atZone(ZoneOffset.UTC).minus(QUIET).toInstant();
        Measured sum = new Measured(now, 0, 0, 0);
        String after = "";
        List<Long> step = new ArrayList<>();
        do {
            String from = after;
            step.clear();
            after = transactions.callNew(connection -> addresses(connection, accountId, from, step));
            if (!step.isEmpty()) {
                Measured before = sum;
                sum = transactions.callNew(connection -> counted(connection, step, yearAgo, before));
            }
        } while (step.size() == STEP);
        store(accountId, sum);
    }

    private static String addresses(Connection connection, long accountId, String after, List<Long> ids)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ADDRESSES)) {
            select.setLong(1, accountId);
            select.setString(2, after);
            String last = after;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                    last = row.getString(2);
                }
            }
            return last;
        }
    }

    private static Measured counted(Connection connection, List<Long> ids, Instant yearAgo, Measured before)
            throws SQLException {
        InList list = new InList(ids);
        try (PreparedStatement select = connection.prepareStatement(MAIL.formatted(list.marks()))) {
            select.setObject(1, Utc.of(yearAgo));
            select.setObject(2, Utc.of(yearAgo));
            list.bind(select, list.bind(select, 3));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return before.plus(ids.size(), row.getInt(1), row.getInt(2));
            }
        }
    }

    private void store(long accountId, Measured sum) {
        transactions.callNew(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    "insert into list_health (account_id, measured_at, addresses, never_reached, quiet)"
                            + " values (?, ?, ?, ?, ?) on duplicate key update measured_at = values(measured_at),"
                            + " addresses = values(addresses), never_reached = values(never_reached), quiet = values(quiet)")) {
                upsert.setLong(1, accountId);
                upsert.setObject(2, Utc.of(sum.at()));
                upsert.setInt(3, sum.addresses());
                upsert.setInt(4, sum.neverReached());
                upsert.setInt(5, sum.quiet());
                return upsert.executeUpdate();
            }
        });
    }
}
