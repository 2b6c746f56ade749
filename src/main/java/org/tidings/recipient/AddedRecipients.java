package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Utc;
import org.tidings.queue.Flow;
import org.tidings.queue.NewRanges;

/**
 * Adds recipients to a blast that was launched: second rounds, corrected addresses, the next addresses of homes. The caller has locked the
 * blast. They change neither its state nor the day on which it is cleared.
 */
@ApplicationScoped
public class AddedRecipients {

    /** The reason key of a recipient in whose place another address of the home is mailed. */
    public static final String FELL_THROUGH = "fell-through";

    private final Dictionary dictionary;
    private final Clock clock;

    AddedRecipients(Dictionary dictionary, Clock clock) {
        this.dictionary = dictionary;
        this.clock = clock;
    }

    /**
     * Recipients to be added.
     *
     * @param running number of running blasts of the account, which share its capacity
     * @param rows a query with the columns origin (the recipient in whose place it is, 0 for none), round, address_id, student_id, email,
     *     first_name, last_name, fields (JSON), status (SENT to mail it; INVALID or UNSUBSCRIBED if that is not allowed) and reason (why it is
     *     not mailed). Of several rows for one address, student and round one is added
     */
    public record Addition(long accountId, Flow flow, long blastId, int running, Sql rows) {}

    /**
     * What was added.
     *
     * @param count how many recipients
     * @param last the number of the last one
     */
    public record Added(int count, int last) {}

    /** What is known of a recipient at an address of a blast. */
    public record Present(RecipientStatus status) {

        /** Whether the message is under way to it or has arrived. */
        public boolean isReached() {
            return status.compareTo(RecipientStatus.CLICK) <= 0;
        }
    }

    /** The last recipient with this address. Uses {@code recipient_uq_address}. */
    public Optional<Present> at(Connection connection, long blastId, long addressId) throws SQLException {
        try (PreparedStatement select = Sql.of(
                                "select status from recipient where address_id = ? and blast_id = ? order by round desc limit 1",
                                addressId,
                                blastId)
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Present(RecipientStatus.of(row.getInt(1)))) : Optional.empty();
        }
    }

    /** The address of a recipient; empty if the recipient is gone or malformed. Uses {@code recipient_pk}. */
    public Optional<Long> addressOf(Connection connection, RecipientKey key) throws SQLException {
        try (PreparedStatement select = Sql.of(
                                "select address_id from recipient where blast_id = ? and seq = ? and address_id is not null",
                                key.blastId(),
                                key.seq())
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** Writes the recipients, their ranges and the counts, and makes the rows in whose place they are refer to them. Uses {@code recipient_pk}. */
    public Added add(Connection connection, Addition addition) throws SQLException {
        Instant now = clock.instant();
        long blastId = addition.blastId();
        int before = lastSeq(connection, blastId);
        insert(connection, addition, before, now);
        NewRows rows = NewRows.between(connection, blastId, before, Integer.MAX_VALUE, NewRanges.SIZE);
        if (rows.count() == 0) {
            return new Added(0, before);
        }
        execute(connection, Sql.of("update blast set next_seq = ? where id = ?", rows.last() + 1, blastId));
        execute(
                connection,
                Sql.of(
                        "update recipient n force index (primary) straight_join recipient o force index (primary)"
                                + " on o.blast_id = n.blast_id and o.seq = n.origin set o.successor = n.seq, o.done = "
                                + FollowUp.SENT_AGAIN.code() + " where n.blast_id = ? and n.seq > ? and n.origin > 0",
                        blastId,
                        before));
        if (!rows.mailed().isEmpty()) {
            NewRanges.add(
                    connection,
                    new NewRanges.FirstAttempts(
                            addition.accountId(), addition.flow(), blastId, rows.mailed(), 0, addition.running()),
                    now);
        }
        rows.change().store(connection); // last: the lock order of the Ledger
        return new Added(rows.count(), rows.last());
    }

    private void insert(Connection connection, Addition addition, int before, Instant now) throws SQLException {
        Map<String, Integer> keys = dictionary.ids(List.of(RecipientCreation.INVALID, RecipientCreation.UNSUBSCRIBED));
        execute(
                connection,
                Sql.of(
                                "insert ignore into recipient (blast_id, seq, address_id, student_id, round, origin, email, first_name,"
                                        + " last_name, fields, status, reason_key, reason, marks, last_activity_at)"
                                        + " select ?, ? + row_number() over (order by s.origin, s.address_id, s.student_id), s.address_id,"
                                        + " s.student_id, s.round, s.origin, s.email, s.first_name, s.last_name, s.fields, s.status,"
                                        + " case s.status when " + RecipientStatus.INVALID.code() + " then "
                                        + keys.get(RecipientCreation.INVALID) + " when "
                                        + RecipientStatus.UNSUBSCRIBED.code() + " then "
                                        + keys.get(RecipientCreation.UNSUBSCRIBED)
                                        + " else 0 end, left(s.reason, 500), coalesce((select o.marks & " + Marks.LISTED
                                        + " from recipient o where o.blast_id = ? and o.seq = s.origin), 0), ? from ",
                                addition.blastId(),
                                before,
                                addition.blastId(),
                                Utc.of(now))
                        .then(addition.rows().inParentheses())
                        .then(" s"));
    }

    private static int lastSeq(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = Sql.of("select next_seq - 1 from blast where id = ?", blastId)
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            statement.executeUpdate();
        }
    }
}
