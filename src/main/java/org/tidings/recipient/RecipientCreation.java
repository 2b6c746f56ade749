package org.tidings.recipient;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.tidings.contact.ErasedAddresses;
import org.tidings.contact.MailPermission;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.SeqRange;

/**
 * Makes recipients of the people of a draft, a chunk by one statement. An address that is there twice becomes one recipient, by
 * {@code recipient_uq_address}. Part of the caller's transaction.
 */
@ApplicationScoped
public class RecipientCreation {

    /** Reason keys of those who are not mailed. */
    public static final String MALFORMED = "malformed";

    public static final String INVALID = "invalid";
    public static final String UNSUBSCRIBED = "unsubscribed";
    public static final String CANCELLED = "cancelled";

    static final String CANCELLED_REASON = "Not sent: sending was cancelled";

    private static final List<String> REASON_KEYS =
            List.of(MALFORMED, INVALID, UNSUBSCRIBED, CANCELLED, AddedRecipients.FELL_THROUGH);

    /** Whether the entry {@code e} was given by itself, and not selected by a rule. */
    private static final String LISTED =
            "not exists (select 1 from audience_source s where s.id = e.source_id and s.kind = 'RULE')";

    private final Transactions transactions;
    private final ErasedAddresses erased;
    private final Dictionary dictionary;

    RecipientCreation(Transactions transactions, ErasedAddresses erased, Dictionary dictionary) {
        this.transactions = transactions;
        this.erased = erased;
        this.dictionary = dictionary;
    }

    /** Later, a new number would take a second connection within the transaction that needs it. */
    void numberReasons(@Observes StartupEvent start) {
        dictionary.ids(REASON_KEYS);
    }

    /** Counters of a blast that is about to be sent, all 0. Part of the caller's transaction. */
    public void createCounters(long blastId) {
        transactions.run(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert ignore into recipient_counts (blast_id) values (?)")) {
                insert.setLong(1, blastId);
                insert.executeUpdate();
            }
        });
    }

    /**
     * Part of a draft.
     *
     * @param marketing whether the blast is marketing; otherwise it is a service notice
     * @param cancelled whether the blast was cancelled meanwhile, so that nobody is to be mailed
     * @param after the entries with greater numbers ...
     * @param through ... up to and with this one
     * @param zone where days begin, for reasons that name a day
     */
    public record Chunk(
            long blastId, long accountId, boolean marketing, boolean cancelled, int after, int through, ZoneId zone) {}

    /**
     * Inserts the recipients of the chunk and counts them.
     *
     * @param rangeSize most numbers of a range
     * @return those that are to be mailed, as ranges that are not yet in the queue
     */
    public List<SeqRange> create(Connection connection, Chunk chunk, int rangeSize, Instant now) throws SQLException {
        insertAddresses(connection, chunk, now);
        erased.reapply(
                connection,
                chunk.accountId(),
                "(select email from audience_entry where blast_id = ? and seq > ? and seq <= ?)",
                (statement, first) -> bindRange(statement, first, chunk));
        insertRecipients(connection, chunk, now);
        FallThroughs.recordInvalid(connection, chunk.blastId(), chunk.after(), chunk.through());
        NewRows rows = NewRows.between(connection, chunk.blastId(), chunk.after(), chunk.through(), rangeSize);
        rows.change().store(connection);
        return rows.mailed();
    }

    /** By {@code audience_entry_pk} and {@code address_uq_account_email}. */
    private static void insertAddresses(Connection connection, Chunk chunk, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into address (account_id, email, created_at) select ?, e.email, ?"
                        + " from audience_entry e left join address a on a.account_id = ? and a.email = e.email"
                        + " where e.blast_id = ? and e.seq > ? and e.seq <= ? and e.problem is null and a.id is null"
                        + " order by e.email")) {
            insert.setLong(1, chunk.accountId());
            insert.setObject(2, Utc.of(now));
            insert.setLong(3, chunk.accountId());
            bindRange(insert, 4, chunk);
            insert.executeUpdate();
        }
    }

    private void insertRecipients(Connection connection, Chunk chunk, Instant now) throws SQLException {
        MailPermission permission = MailPermission.of(connection, chunk.accountId(), chunk.marketing(), now)
                .listed(LISTED);
        Map<String, Integer> keys = dictionary.ids(REASON_KEYS);
        int otherwise = (chunk.cancelled() ? RecipientStatus.FAILED : RecipientStatus.SENT).code();
        String refused = " when e.problem is null and " + permission.refused() + " then ";
        String place = "case when e.problem is not null then " + RecipientStatus.FAILED.code()
                + " when a.invalid_since is not null then " + RecipientStatus.INVALID.code()
                + refused + RecipientStatus.UNSUBSCRIBED.code()
                + " else " + otherwise + " end";
        String key = "case when e.problem is not null then " + keys.get(MALFORMED)
                + " when a.invalid_since is not null then " + keys.get(INVALID)
                + refused + keys.get(UNSUBSCRIBED)
                + " else " + (chunk.cancelled() ? keys.getOrDefault(CANCELLED, 0) : 0) + " end";
        String reason = "case when e.problem is not null then e.problem"
                + " when a.invalid_since is not null then left(concat('Not mailed since ', "
                + Utc.day("a.invalid_since", chunk.zone(), now) + ", ': ', a.invalid_reason), 500)"
                + refused + permission.sentence()
                + " else " + (chunk.cancelled() ? "'" + CANCELLED_REASON + "'" : "null") + " end";
        try (PreparedStatement insert = connection.prepareStatement("insert ignore into recipient (blast_id, seq,"
                + " address_id, student_id, email, first_name, last_name, fields, status, reason_key, reason, marks, last_activity_at)"
                + " select e.blast_id, e.seq, a.id, e.student_id, e.email, e.first_name, e.last_name, e.fields, "
                + place + ", " + key
                + ", " + reason + ", if(" + LISTED + ", " + Marks.LISTED
                + ", 0), ? from audience_entry e left join address a on a.account_id = ?"
                + " and a.email = e.email and e.problem is null"
                + " where e.blast_id = ? and e.seq > ? and e.seq <= ? order by e.seq")) {
            insert.setObject(1, Utc.of(now));
            insert.setLong(2, chunk.accountId());
            bindRange(insert, 3, chunk);
            insert.executeUpdate();
        }
    }

    private static void bindRange(PreparedStatement statement, int first, Chunk chunk) throws SQLException {
        statement.setLong(first, chunk.blastId());
        statement.setInt(first + 1, chunk.after());
        statement.setInt(first + 2, chunk.through());
    }
}
