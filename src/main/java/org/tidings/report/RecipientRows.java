package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.RecipientKey;

/**
 * Reads the recipients of a blast with keyset pagination: every page costs the same, and no counting is needed.
 */
@ApplicationScoped
public class RecipientRows {

    private final Transactions transactions;
    private final Dictionary dictionary;

    RecipientRows(Transactions transactions, Dictionary dictionary) {
        this.transactions = transactions;
        this.dictionary = dictionary;
    }

    /**
     * One page.
     *
     * @param previous cursor of the previous page; null on the first page
     * @param next cursor of the next page; null on the last page
     */
    public record Page(
            List<ReportRow> items,
            @Nullable String previous,
            @Nullable String next) {}

    /**
     * Reads a page of recipients. The caller must check access to the blast.
     *
     * @param cursor from a page with the same filter and order; null for the first page
     * @param limit the maximum number of items, 1 to 1000
     * @throws org.tidings.platform.web.ProblemException 400 for an invalid cursor
     */
    public Page page(long blastId, RecipientFilter filter, RecipientSort sort, @Nullable String cursor, int limit) {
        Cursor from = cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor);
        int size = Math.max(1, Math.min(limit, 1000));
        List<ReportRow> found = transactions.call(connection -> {
            List<IndexScan> scans =
                    new IndexChoice(blastId, filter, dictionary.known(filter.rule()), sort).in(connection);
            return read(connection, new RecipientQuery(blastId, scans, sort, from, size + 1));
        });
        return page(found, from, size);
    }

    /** One recipient, by {@code recipient_ix_email}; empty when the blast has no such address. */
    public Optional<ReportRow> one(long blastId, String email) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + ReportRow.COLUMNS
                    + " from recipient r where r.blast_id = ? and r.email = ?" + " order by r.seq desc limit 1")) {
                select.setLong(1, blastId);
                select.setString(2, email);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(ReportRow.read(row)) : Optional.empty();
                }
            }
        });
    }

    /** The recipients at these addresses, by {@code recipient_ix_email}. */
    public List<ReportRow> at(long blastId, Collection<String> emails) {
        if (emails.isEmpty()) {
            return List.of();
        }
        InList list = new InList(emails);
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + ReportRow.COLUMNS
                    + " from recipient r where r.blast_id = ? and r.email in " + list.marks() + " order by r.seq")) {
                select.setLong(1, blastId);
                list.bind(select, 2);
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

    /** One recipient by its number or its address, as it stands in a path. */
    public Optional<ReportRow> byIdOrEmail(long blastId, String text) {
        boolean isId = text.matches("[1-9]\\d{0,8}");
        return isId
                ? one(new RecipientKey(blastId, Integer.parseInt(text)))
                : one(blastId, text).or(() -> one(blastId, text.toLowerCase(Locale.ROOT)));
    }

    /** One recipient, by {@code recipient_pk}; empty when the blast has no such number. */
    public Optional<ReportRow> one(RecipientKey key) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + ReportRow.COLUMNS + " from recipient r where r.blast_id = ? and r.seq = ?")) {
                select.setLong(1, key.blastId());
                select.setInt(2, key.seq());
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
