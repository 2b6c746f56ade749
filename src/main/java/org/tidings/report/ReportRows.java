package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

/** Reads any number of recipients for downloads, page by page. Each page is a transaction of its own, and memory holds one page. */
@ApplicationScoped
class ReportRows {

    private static final int PAGE = 1_000;

    private final RecipientRows rows;
    private final Transactions transactions;

    ReportRows(RecipientRows rows, Transactions transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    /** Passes all recipients with a status to the consumer, or all of the blast, in order of their addresses. */
    void each(long blastId, RecipientFilter filter, Consumer<ReportRow> consumer) {
        @Nullable String cursor = null;
        do {
            RecipientRows.Page page = rows.page(blastId, filter, RecipientSort.ADDRESS, cursor, PAGE);
            page.items().forEach(consumer);
            cursor = page.next();
        } while (cursor != null);
    }

    /** At most so many recipients with a status, or of all, in order of their addresses. */
    List<ReportRow> first(long blastId, RecipientFilter filter, int limit) {
        List<ReportRow> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            int size = Math.min(PAGE, limit - found.size());
            RecipientRows.Page page = rows.page(blastId, filter, RecipientSort.ADDRESS, cursor, size);
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && found.size() < limit);
        return found;
    }

    /** Passes those who were left out as unsubscribed, and those who unsubscribed by this blast. Uses {@code recipient_pk}. */
    void eachUnsubscribed(long blastId, Consumer<ReportRow> consumer) {
        int after = 0;
        List<ReportRow> page;
        do {
            page = unsubscribed(blastId, after);
            page.forEach(consumer);
            after = page.isEmpty() ? after : page.get(page.size() - 1).key().seq();
        } while (page.size() == PAGE);
    }

    private List<ReportRow> unsubscribed(long blastId, int after) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + ReportRow.COLUMNS
                    + " from recipient r force index (primary) where r.blast_id = ? and r.seq > ?"
                    + " and (r.status = " + RecipientStatus.UNSUBSCRIBED.code()
                    + " or r.unsubscribed_at > '1970-01-01') order by r.seq limit " + PAGE)) {
                select.setLong(1, blastId);
                select.setInt(2, after);
                List<ReportRow> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(ReportRow.read(row));
                    }
                }
                return found;
            }
        });
    }
}
