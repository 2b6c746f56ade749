package org.tidings.feedback.invalid;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Classifier;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Correction;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;

/** Reads the invalid addresses of an account, newest first, with keyset pagination. */
@ApplicationScoped
class InvalidRows {

    /** Joins the blast only if the user may see it: it has not been cleared and, for staff, is their own. */
    private static final String SELECT = "select a.id, a.email, a.invalid_reason, a.invalid_code, a.invalid_since,"
            + " concat_ws(' ', r.first_name, r.last_name) as name, b.public_id, b.subject, r.seq, b.id as blast_id, r.status, d.value as reason_key, r.complaint"
            + " from address a %s"
            + " left join blast b on b.id = a.invalid_blast_id and b.cleared = false and (? is null or b.created_by = ?)"
            + " left join recipient r on r.blast_id = b.id and r.seq = (select max(x.seq) from recipient x where x.blast_id = b.id and x.address_id = a.id)"
            + " left join dictionary d on d.id = r.reason_key"
            + " where a.account_id = ? and a.invalid_since is not null and substring_index(a.email, '@', -1) <> 'erased.invalid'";

    private final Transactions transactions;

    InvalidRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Reads one page. Uses {@code address_ix_invalid}.
     *
     * @param author the author whose blasts are shown; null for all authors
     * @param q part of an address or of a person's name; empty for all
     * @param size the maximum number of lines
     */
    List<InvalidLine> page(long accountId, @Nullable Long author, String q, @Nullable ListCursor from, int size) {
        String sql = String.format(Locale.ROOT, SELECT, "force index (address_ix_invalid)")
                + (q.isEmpty()
                        ? ""
                        : " and (a.email like ? escape '!' or concat_ws(' ', r.first_name, r.last_name) like ? escape '!')")
                + (from == null ? "" : " and a.invalid_since <= ? and (a.invalid_since < ? or a.id < ?)")
                + " order by a.invalid_since desc, a.id desc limit " + size;
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int i = bind(select, accountId, author);
                if (!q.isEmpty()) {
                    select.setString(i++, pattern(q));
                    select.setString(i++, pattern(q));
                }
                if (from != null) {
                    select.setObject(i++, Utc.of(from.since()));
                    select.setObject(i++, Utc.of(from.since()));
                    select.setLong(i, from.addressId());
                }
                return read(select);
            }
        });
    }

    /** Uses the unique index {@code address_uq_account_email}. */
    Optional<InvalidLine> one(long accountId, @Nullable Long author, String email) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(String.format(Locale.ROOT, SELECT, "") + " and a.email = ?")) {
                select.setString(bind(select, accountId, author), email);
                return read(select).stream().findFirst();
            }
        });
    }

    /** Locks and returns the addresses that became invalid at this time for this reason and have no later evidence. Uses {@code address_ix_invalid}. */
    List<Long> ofOccasion(long accountId, String reason, Instant since, int limit) {
        return transactions.join(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select a.id from address a force index (address_ix_invalid)"
                            + " where a.account_id = ? and a.invalid_since = ? and a.invalid_reason = ?"
                            + " and not exists (select 1 from recipient r where r.address_id = a.id and r.bounced_at >= ?)"
                            + " and not exists (select 1 from feedback_notice n where n.address_id = a.id"
                            + " and n.received_at >= ? and n.kind in ('FAILED', 'COMPLAINED', 'SUPPRESSED'))"
                            + " order by a.id limit ? for update")) {
                select.setLong(1, accountId);
                select.setObject(2, Utc.of(since));
                select.setString(3, reason);
                select.setObject(4, Utc.of(since));
                select.setObject(5, Utc.of(since));
                select.setInt(6, limit);
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

    private static int bind(PreparedStatement select, long accountId, @Nullable Long author) throws SQLException {
        select.setObject(1, author);
        select.setObject(2, author);
        select.setLong(3, accountId);
        return 4;
    }

    /** Escapes wildcards; matches anywhere in the text. */
    private static String pattern(String q) {
        return "%" + q.replace("!", "!!").replace("%", "!%").replace("_", "!_").toLowerCase(Locale.ROOT) + "%";
    }

    private static boolean isFixable(ResultSet row) throws SQLException {
        Integer status = row.getObject("status", Integer.class);
        return status != null
                && Correction.helps(RecipientStatus.of(status), row.getString("reason_key"))
                && !row.getBoolean("complaint")
                && !Classifier.complaint().sentence().equals(row.getString("invalid_reason"));
    }

    private static @Nullable RecipientKey recipient(ResultSet row) throws SQLException {
        Integer seq = row.getObject("seq", Integer.class);
        return seq == null ? null : new RecipientKey(row.getLong("blast_id"), seq);
    }

    private static List<InvalidLine> read(PreparedStatement select) throws SQLException {
        List<InvalidLine> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new InvalidLine(
                        row.getLong("id"),
                        row.getString("email"),
                        row.getString("name").strip(),
                        row.getString("invalid_reason"),
                        row.getString("invalid_code"),
                        Objects.requireNonNull(Utc.read(row, "invalid_since")),
                        row.getString("public_id"),
                        row.getString("subject"),
                        recipient(row),
                        isFixable(row)));
            }
        }
        return found;
    }
}
