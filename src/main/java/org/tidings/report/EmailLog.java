package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;

/** Every blast that went to some addresses, and what became of it there: from its document or, once that is cleared, from the log kept of it. */
@ApplicationScoped
public class EmailLog {

    private static final String RECIPIENTS = "select " + ReportRow.COLUMNS
            + ", b.public_id, coalesce((select o.subject from blast_round o where o.blast_id = r.blast_id and o.round = r.round),"
            + " b.subject) as subject, b.created_by,"
            + " b.purpose, coalesce(b.started_at, b.created_at) as began, true as live"
            + " from recipient r straight_join blast b on b.id = r.blast_id"
            + " where r.address_id in %s and r.blast_id <= ? and (r.blast_id < ? or r.seq < ?) and not b.cleared and b.launched_at is not null"
            + " and (b.subject like ? or exists (select 1 from blast_round o where o.blast_id = r.blast_id and o.round = r.round"
            + " and o.subject like ?))";

    private static final String LOGGED =
            "select r.blast_id, r.seq, a.email, '' as name, null as family, r.status, r.reason,"
                    + " (select d.value from dictionary d where d.id = r.reason_key) as reason_key, r.code, 0 as attempts,"
                    + " timestamp('1970-01-01') as next_attempt_at, r.sent_at, timestamp('1970-01-01') as delivered_at,"
                    + " timestamp('1970-01-01') as opened_at, timestamp('1970-01-01') as clicked_at,"
                    + " timestamp('1970-01-01') as bounced_at, r.at as last_activity_at, 0 as opens, 0 as clicks,"
                    + " false as complaint, timestamp('1970-01-01') as unsubscribed_at, 0 as round,"
                    + " 0 as origin, 0 as marks, 0 as successor, 0 as done, null as student, false as untracked,"
                    + " r.got_it_at, r.answer, null as fields, b.public_id, coalesce(r.subject, b.subject) as subject, b.created_by,"
                    + " b.purpose, coalesce(b.started_at, b.created_at) as began, false as live"
                    + " from email_log r straight_join address a on a.id = r.address_id straight_join blast b on b.id = r.blast_id"
                    + " where r.address_id in %s and r.blast_id <= ? and (r.blast_id < ? or r.seq < ?) and (b.subject like ? or r.subject like ?)";

    private final Transactions transactions;
    private final int allowedAttempts;

    EmailLog(
            Transactions transactions,
            @ConfigProperty(name = "tidings.delivery.attempts", defaultValue = "6") int allowedAttempts) {
        this.transactions = transactions;
        this.allowedAttempts = allowedAttempts;
    }

    /**
     * One message to one address.
     *
     * @param createdBy the author; null for an API client
     * @param text the status and its reason in words
     * @param live whether the document of the blast still exists
     */
    public record Entry(
            RecipientKey key,
            String blast,
            String subject,
            @Nullable Long createdBy,
            boolean marketing,
            Instant at,
            String email,
            RecipientStatus status,
            String text,
            @Nullable String code,
            Instant lastActivityAt,
            boolean live) {}

    /**
     * One page of the log.
     *
     * @param next {@code before} of the next page; null on the last page
     */
    public record Page(List<Entry> entries, @Nullable RecipientKey next) {}

    /**
     * The messages to some addresses, latest blast first. Uses {@code recipient_uq_address} and {@code email_log_pk}.
     *
     * @param addressIds of one account; the caller has checked that
     * @param subject part of the subject of the blast or of the edited message of a round; empty for all
     * @param before the cursor; null for the first page
     */
    public Page page(
            Collection<Long> addressIds, String subject, @Nullable RecipientKey before, int limit, Dates dates) {
        if (addressIds.isEmpty()) {
            return new Page(List.of(), null);
        }
        List<Entry> entries = transactions.call(connection -> {
            List<Entry> found = new ArrayList<>();
            StatusText words = new StatusText(dates, allowedAttempts);
            InList list = new InList(addressIds);
            String order = " order by r.blast_id desc, r.seq desc limit ?";
            String sql = "(" + RECIPIENTS.formatted(list.marks()) + order + ") union all ("
                    + LOGGED.formatted(list.marks()) + order + ") order by blast_id desc, seq desc limit ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int i = bind(select, 1, list, subject, before, limit + 1);
                i = bind(select, i, list, subject, before, limit + 1);
                select.setInt(i, limit + 1);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(entry(row, words));
                    }
                }
            }
            return found;
        });
        boolean more = entries.size() > limit;
        List<Entry> page = more ? List.copyOf(entries.subList(0, limit)) : entries;
        return new Page(page, more ? page.get(limit - 1).key() : null);
    }

    private static int bind(
            PreparedStatement select, int first, InList list, String subject, @Nullable RecipientKey before, int limit)
            throws SQLException {
        int i = list.bind(select, first);
        long blastId = before == null ? Long.MAX_VALUE : before.blastId();
        select.setLong(i++, blastId);
        select.setLong(i++, blastId);
        select.setInt(i++, before == null ? 0 : before.seq());
        select.setString(i++, Like.containing(subject));
        select.setString(i++, Like.containing(subject));
        select.setInt(i++, limit);
        return i;
    }

    private static Entry entry(ResultSet row, StatusText words) throws SQLException {
        ReportRow recipient = ReportRow.read(row);
        long author = row.getLong("created_by");
        return new Entry(
                recipient.key(),
                row.getString("public_id"),
                row.getString("subject"),
                row.wasNull() ? null : author,
                row.getString("purpose").equals("MARKETING"),
                Objects.requireNonNull(Utc.read(row, "began")),
                recipient.email(),
                recipient.status(),
                words.of(recipient, LastEngagement.NONE),
                recipient.code(),
                recipient.lastActivityAt(),
                row.getBoolean("live"));
    }
}
