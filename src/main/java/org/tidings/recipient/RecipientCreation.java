package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.tidings.platform.database.Utc;

/**
 * Makes recipients of audience entries, set-wise: each lands in its first place, those who are mailable in the queue. Counters and rows change
 * in the caller's transaction.
 */
@ApplicationScoped
public class RecipientCreation {

    private static final String PEOPLE = " from audience_entry e"
            + " left join address a on a.account_id = ? and a.email = e.email and e.problem is null"
            + " where e.blast_id = ? and e.id > ? and e.id <= ? and not e.duplicate";

    private static final String PLACE =
            "case when e.problem is not null then 'FAILED' when a.invalid_since is not null then 'INVALID'"
                    + " when a.unsubscribed_at is not null and ? then 'UNSUBSCRIBED' else 'SENT' end";

    private static final String RULE =
            "case when e.problem is not null then 'malformed' when a.invalid_since is not null then 'invalid'"
                    + " when a.unsubscribed_at is not null and ? then 'unsubscribed' else null end";

    /**
     * Whom to enrol.
     *
     * @param needsConsent whether the unsubscribed are left out
     * @param after the entries with greater ids ...
     * @param through ... up to and with this one
     * @param zone where days begin
     */
    public record Chunk(long blastId, long accountId, boolean needsConsent, long after, long through, ZoneId zone) {}

    /** Gives how many were selected. */
    public int enrol(Connection connection, Chunk chunk, Instant now) throws SQLException {
        rememberAddresses(connection, chunk, now);
        int enrolled = insertRecipients(connection, chunk, now);
        count(connection, chunk);
        explainLeftOut(connection, chunk, now);
        return enrolled;
    }

    private static void rememberAddresses(Connection connection, Chunk chunk, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert ignore into address (account_id, email, created_at)"
                        + " select ?, e.email, ? from audience_entry e where e.blast_id = ? and e.id > ? and e.id <= ?"
                        + " and e.problem is null and not e.duplicate order by e.email")) {
            insert.setLong(1, chunk.accountId());
            insert.setObject(2, Utc.of(now));
            bindRange(insert, 3, chunk);
            insert.executeUpdate();
        }
    }

    private static int insertRecipients(Connection connection, Chunk chunk, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into recipient (blast_id, address_id, email, first_name,"
                        + " last_name, fields, status, reason, rule, due_at, last_activity_at)"
                        + " select placed.*, case when placed.place = 'SENT' then ? else null end, ? from (select e.blast_id, a.id, e.email,"
                        + " e.first_name, e.last_name, e.fields, " + PLACE + " as place, " + reason(chunk.zone(), now)
                        + " as reason, "
                        + RULE + " as rule"
                        + PEOPLE + " order by e.id) placed")) {
            insert.setObject(1, Utc.of(now));
            insert.setObject(2, Utc.of(now));
            insert.setBoolean(3, chunk.needsConsent());
            insert.setBoolean(4, chunk.needsConsent());
            insert.setBoolean(5, chunk.needsConsent());
            insert.setLong(6, chunk.accountId());
            bindRange(insert, 7, chunk);
            return insert.executeUpdate();
        }
    }

    private static String reason(ZoneId zone, Instant now) {
        return "case when e.problem is not null then e.problem"
                + " when a.invalid_since is not null then left(concat('Not mailed since ', "
                + Utc.day("a.invalid_since", zone, now) + ", ': ', a.invalid_reason), 500)"
                + " when a.unsubscribed_at is not null and ? then concat('Left out: unsubscribed on ', "
                + Utc.day("a.unsubscribed_at", zone, now) + ") else null end";
    }

    /** Counts the rows just written, not the addresses once more: somebody may be unsubscribing in between. */
    private static void count(Connection connection, Chunk chunk) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select r.status, count(*) from audience_entry e"
                + " join recipient r on r.blast_id = e.blast_id and r.email = e.email"
                + " where e.blast_id = ? and e.id > ? and e.id <= ? and not e.duplicate group by r.status")) {
            bindRange(select, 1, chunk);
            CountsChange change = new CountsChange(chunk.blastId());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    change.enrol(RecipientStatus.valueOf(row.getString(1)), row.getInt(2));
                }
            }
            change.store(connection);
        }
    }

    /** The timeline of those who are left out begins, and ends, with why. */
    private static void explainLeftOut(Connection connection, Chunk chunk, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into recipient_event (recipient_id, blast_id, type, at,"
                        + " automatic, detail) select r.id, r.blast_id, case r.status when 'INVALID' then 'LEFT_OUT_INVALID'"
                        + " when 'UNSUBSCRIBED' then 'LEFT_OUT_UNSUBSCRIBED' else 'FAILED' end, ?, false, r.reason"
                        + " from audience_entry e join recipient r on r.blast_id = e.blast_id and r.email = e.email"
                        + " where e.blast_id = ? and e.id > ? and e.id <= ? and not e.duplicate and r.status <> 'SENT' order by r.id")) {
            insert.setObject(1, Utc.of(now));
            bindRange(insert, 2, chunk);
            insert.executeUpdate();
        }
    }

    private static void bindRange(PreparedStatement statement, int first, Chunk chunk) throws SQLException {
        statement.setLong(first, chunk.blastId());
        statement.setLong(first + 1, chunk.after());
        statement.setLong(first + 2, chunk.through());
    }
}
