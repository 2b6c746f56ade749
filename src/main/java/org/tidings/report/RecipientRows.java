package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

/**
 * The recipients of a blast page by page. Each page begins where the last one ended (keyset paging), so the last of a thousand pages costs
 * what the first does, and nothing is counted. The optimizer cannot know that a limit is small beside a blast, so each query names its
 * index.
 */
@ApplicationScoped
public class RecipientRows {

    /** Up to this many rows are sorted in memory; beyond, the rows are met in their order and the others skipped. */
    private static final int FEW = 20_000;

    private final Transactions transactions;

    RecipientRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One page.
     *
     * @param previous cursor of the page before; null on the first
     * @param next cursor of the page behind; null on the last
     */
    public record Page(
            List<ReportRow> items,
            @Nullable String previous,
            @Nullable String next) {}

    /**
     * The recipients of a blast that the caller may see.
     *
     * @param cursor from an earlier page with the same filter and order; null for the first page
     * @param limit most items, 1 to 1000
     * @throws org.tidings.platform.web.ProblemException 400 for a cursor that this never gave
     */
    public Page page(long blastId, RecipientFilter filter, RecipientSort sort, @Nullable String cursor, int limit) {
        Cursor from = cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor);
        int size = Math.max(1, Math.min(limit, 1000));
        List<ReportRow> found = transactions.call(connection -> {
            String index = index(connection, blastId, filter, sort);
            return read(connection, new RecipientQuery(blastId, filter, sort, from, size + 1, index));
        });
        return page(found, from, size);
    }

    /** One recipient, by {@code recipient_uq_blast_email}; empty when the blast has no such address. */
    public Optional<ReportRow> one(long blastId, String email) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + ReportRow.COLUMNS + " from recipient r where r.blast_id = ? and r.email = ?")) {
                select.setLong(1, blastId);
                select.setString(2, email);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(ReportRow.read(row)) : Optional.empty();
                }
            }
        });
    }

    private static Page page(List<ReportRow> found, @Nullable Cursor from, int size) {
        boolean more = found.size() > size;
        boolean back = from != null && from.back();
        List<ReportRow> items = new ArrayList<>(more ? found.subList(0, size) : found);
        if (back) {
            Collections.reverse(items);
        }
        if (items.isEmpty()) {
            return new Page(items, null, null);
        }
        boolean hasPrevious = back ? more : from != null;
        boolean hasNext = back || more;
        return new Page(
                List.copyOf(items),
                hasPrevious ? Cursor.before(items.get(0)).toString() : null,
                hasNext ? Cursor.after(items.get(items.size() - 1)).toString() : null);
    }

    /** Names the index that leaves least to do. */
    static String index(Connection connection, long blastId, RecipientFilter filter, RecipientSort sort)
            throws SQLException {
        RecipientStatus status = filter.status();
        if (sort == RecipientSort.ADDRESS) {
            return status == null ? "recipient_uq_blast_email" : "recipient_ix_status";
        }
        return status != null && count(connection, blastId, status) <= FEW
                ? "recipient_ix_status"
                : "recipient_ix_activity";
    }

    /** From the Ledger's counters, by {@code recipient_counts_pk}. */
    private static int count(Connection connection, long blastId, RecipientStatus status) throws SQLException {
        String column = switch (status) {
            case OPEN -> "opened";
            case CLICK -> "clicked";
            default -> status.name().toLowerCase(Locale.ROOT);
        };
        try (PreparedStatement select =
                connection.prepareStatement("select " + column + " from recipient_counts where blast_id = ?")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static List<ReportRow> read(Connection connection, RecipientQuery query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query.sql())) {
            query.bind(select);
            List<ReportRow> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(ReportRow.read(row));
                }
            }
            return found;
        }
    }
}
