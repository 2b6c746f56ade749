package org.tidings.recipient;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tidings.contact.MailPermission;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.QueuedRange;

/** The recipients of a queued range that still need its attempt. Those that have an outcome are skipped. */
@ApplicationScoped
public class QueuedRecipients {

    private static final String WANTED =
            " from recipient r force index (primary) left join address a on a.id = r.address_id"
                    + " where r.blast_id = ? and r.seq between ? and ? and r.status = 0 and r.attempts < ?";
    private static final String OF_DOMAIN = " and substring_index(r.email, '@', -1) = ?";

    private final Transactions transactions;
    private final Dictionary dictionary;
    private final Clock clock;

    QueuedRecipients(Transactions transactions, Dictionary dictionary, Clock clock) {
        this.clock = clock;
        this.transactions = transactions;
        this.dictionary = dictionary;
    }

    /**
     * A recipient that needs an attempt.
     *
     * @param addressId 0 if the address is unknown
     * @param round 0 for the first message
     */
    public record Queued(
            RecipientKey key,
            int round,
            long addressId,
            String email,
            String firstName,
            String lastName,
            Map<String, String> fields,
            Eligibility eligibility) {}

    /** Whether an address may be mailed, at the time of reading. */
    public enum Eligibility {
        ELIGIBLE,
        UNSUBSCRIBED,
        INVALID;

        private static Eligibility of(boolean invalid, boolean unsubscribed) {
            if (invalid) {
                return INVALID;
            }
            return unsubscribed ? UNSUBSCRIBED : ELIGIBLE;
        }
    }

    /**
     * The recipients of a range, in order. Uses {@code recipient_pk} and {@code address_pk}.
     *
     * @param marketing the kind of mail for which an address may have unsubscribed
     */
    public List<Queued> of(QueuedRange range, boolean marketing) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select r.seq, r.address_id, r.email, r.first_name, r.last_name, r.fields, r.round,"
                            + " a.invalid_since is not null, "
                            + MailPermission.withdrawn(marketing, clock.instant()) + wanted(range)
                            + " order by r.seq")) {
                bind(select, range);
                List<Queued> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Queued(
                                new RecipientKey(range.blastId(), row.getInt(1)),
                                row.getInt(7),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                Fields.read(row.getString(6)),
                                Eligibility.of(row.getBoolean(8), row.getBoolean(9))));
                    }
                }
                return found;
            }
        });
    }

    /**
     * The recipients of a range that must not be mailed any more. Uses {@code recipient_pk} and {@code address_pk}.
     *
     * @param marketing the kind of mail for which the address must not have unsubscribed
     */
    public Set<RecipientKey> ineligible(QueuedRange range, boolean marketing) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select r.seq" + wanted(range)
                    + " and (a.invalid_since is not null or "
                    + MailPermission.withdrawn(marketing, clock.instant()) + ")")) {
                bind(select, range);
                Set<RecipientKey> found = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new RecipientKey(range.blastId(), row.getInt(1)));
                    }
                }
                return found;
            }
        });
    }

    private static String wanted(QueuedRange range) {
        return range.domain().isEmpty() ? WANTED : WANTED + OF_DOMAIN;
    }

    private static void bind(PreparedStatement select, QueuedRange range) throws SQLException {
        select.setLong(1, range.blastId());
        select.setInt(2, range.seqs().first());
        select.setInt(3, range.seqs().last());
        select.setInt(4, range.attempt());
        if (!range.domain().isEmpty()) {
            select.setString(5, range.domain());
        }
    }

    /** Why the recipients that are still in the queue are not mailed any more. */
    public enum Ending {
        CANCELLED(RecipientCreation.CANCELLED, RecipientCreation.CANCELLED_REASON, "null"),
        /** The reason of the last refusal, if there was one, follows. */
        TOO_LATE(
                "too-late",
                "Too late: not sent before the message became useless",
                "concat('Too late: ', lower(left(r.reason, 1)), substring(r.reason, 2))");

        private final String key;
        private final String reason;
        private final String reasonOnceRefused;

        Ending(String key, String reason, String reasonOnceRefused) {
            this.key = key;
            this.reason = reason;
            this.reasonOnceRefused = reasonOnceRefused;
        }
    }

    /** Later, a new number would take a second connection within the transaction that needs it. */
    void numberReasons(@Observes StartupEvent start) {
        dictionary.ids(List.of(Ending.TOO_LATE.key));
    }

    /**
     * Marks the remaining recipients of the ranges of a blast as failed, in the caller's transaction. Locks all recipients before the
     * counters, as the {@link Ledger} does. Uses {@code recipient_pk}.
     */
    public void conclude(Connection connection, List<QueuedRange> ranges, Ending ending, Instant now)
            throws SQLException {
        int reasonKey = dictionary.id(ending.key);
        Map<Long, CountsChange> changes = new TreeMap<>();
        for (QueuedRange range : ranges) {
            int unattempted = conclude(connection, range, ending, reasonKey, now, "= 0");
            int attempted = conclude(connection, range, ending, reasonKey, now, "> 0");
            changes.computeIfAbsent(range.blastId(), CountsChange::new)
                    .conclude(RecipientStatus.FAILED, unattempted + attempted, unattempted);
        }
        for (CountsChange change : changes.values()) {
            change.store(connection);
        }
    }

    private static int conclude(
            Connection connection, QueuedRange range, Ending ending, int reasonKey, Instant now, String attempts)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update recipient r force index (primary)"
                + " set r.status = " + RecipientStatus.FAILED.code() + ", r.reason_key = ?,"
                + " r.reason = left(coalesce(if(r.attempts > 0, " + ending.reasonOnceRefused + ", null), ?), 500),"
                + " r.next_attempt_at = ?, r.last_activity_at = ? where r.blast_id = ? and r.seq between ? and ?"
                + " and r.status = 0 and r.attempts < ? and r.attempts " + attempts
                + (range.domain().isEmpty() ? "" : OF_DOMAIN))) {
            update.setInt(1, reasonKey);
            update.setString(2, ending.reason);
            update.setObject(3, Utc.NEVER);
            update.setObject(4, Utc.of(now));
            update.setLong(5, range.blastId());
            update.setInt(6, range.seqs().first());
            update.setInt(7, range.seqs().last());
            update.setInt(8, range.attempt());
            if (!range.domain().isEmpty()) {
                update.setString(9, range.domain());
            }
            return update.executeUpdate();
        }
    }
}
