package org.tidings.feedback.invalid;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.RecipientKey;

/** Reads the suspected addresses of an account, newest first, with keyset pagination. */
@ApplicationScoped
class SuspectedRows {

    /** Joins the blast only if the user may see it: it has not been cleared and, for staff, is their own. */
    private static final String SELECT = "select a.id, a.email, a.suspected_at,"
            + " concat_ws(' ', r.first_name, r.last_name) as name, b.public_id, b.subject, r.seq, b.id as blast_id"
            + " from address a force index (address_ix_suspected)"
            + " left join blast b on b.id = a.suspected_blast_id and b.cleared = false and (? is null or b.created_by = ?)"
            + " left join recipient r on r.blast_id = b.id and r.seq = (select max(x.seq) from recipient x where x.blast_id = b.id and x.address_id = a.id)"
            + " where a.account_id = ? and a.invalid_since is null and a.suspected_at >= ?"
            + " and substring_index(a.email, '@', -1) <> 'erased.invalid'";

    private final Transactions transactions;

    SuspectedRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Reads one page. Uses {@code address_ix_suspected}.
     *
     * @param author the author whose blasts are shown; null for all authors
     * @param oldest suspicions from before no longer count
     * @param size the maximum number of lines
     */
    List<SuspectedLine> page(
            long accountId, @Nullable Long author, Instant oldest, @Nullable ListCursor from, int size) {
        String sql = SELECT
                + (from == null ? "" : " and a.suspected_at <= ? and (a.suspected_at < ? or a.id < ?)")
                + " order by a.suspected_at desc, a.id desc limit " + size;
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, author);
                select.setObject(2, author);
                select.setLong(3, accountId);
                select.setObject(4, Utc.of(oldest));
                if (from != null) {
                    select.setObject(5, Utc.of(from.since()));
                    select.setObject(6, Utc.of(from.since()));
                    select.setLong(7, from.addressId());
                }
                return read(select);
            }
        });
    }

    private static List<SuspectedLine> read(PreparedStatement select) throws SQLException {
        List<SuspectedLine> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Integer seq = row.getObject("seq", Integer.class);
                found.add(new SuspectedLine(
                        row.getLong("id"),
                        row.getString("email"),
                        row.getString("name").strip(),
                        Objects.requireNonNull(Utc.read(row, "suspected_at")),
                        row.getString("public_id"),
                        row.getString("subject"),
                        seq == null ? null : new RecipientKey(row.getLong("blast_id"), seq),
                        null));
            }
        }
        return found;
    }
}
