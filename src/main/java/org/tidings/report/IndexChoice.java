package org.tidings.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidings.recipient.RecipientStatus;

/**
 * Which indexes lead to the recipients that are wanted. The optimizer cannot know that a page is small beside a blast, nor that a word is
 * rare, so each query names its indexes.
 */
record IndexChoice(long blastId, RecipientFilter filter, RecipientSort sort) {

    /** So many rows may be looked at one by one; in a larger blast the search goes by the beginnings of names and addresses. */
    static final int FEW = 20_000;

    List<IndexScan> in(Connection connection) throws SQLException {
        if (filter.q().isEmpty()) {
            return inOrder();
        }
        if (selected(connection) <= FEW) {
            return with(inOrder(), filter.anywhere());
        }
        if (filter.asksForDomain()) {
            // one look at every address, in the index alone
            return sort == RecipientSort.ADDRESS
                    ? with(inOrder(), filter.inAddress())
                    : with(List.of(new IndexScan("recipient_uq_blast_email", List.of())), narrowed(filter.inAddress()));
        }
        boolean common = sort == RecipientSort.ACTIVITY && hasMany(connection, beginnings(List.of()));
        return common ? with(inOrder(), filter.beginning()) : beginnings(filter.narrowing());
    }

    /** All of them in the order of the page; the orders by status are put together. */
    private List<IndexScan> inOrder() {
        if (filter.rule() != null) {
            return statuses()
                    .map(status ->
                            way("recipient_ix_explained", "r.explained = ?", status.name() + " " + filter.rule()))
                    .toList();
        }
        if (sort == RecipientSort.ADDRESS && filter.status() == null) {
            return List.of(new IndexScan("recipient_uq_blast_email", List.of()));
        }
        String index = sort == RecipientSort.ADDRESS ? "recipient_ix_status" : "recipient_ix_activity";
        return statuses()
                .map(status -> way(index, "r.status = ?", status.name()))
                .toList();
    }

    private Stream<RecipientStatus> statuses() {
        return filter.status() == null ? Stream.of(RecipientStatus.values()) : Stream.of(filter.status());
    }

    private List<IndexScan> beginnings(List<IndexScan.Condition> narrowing) {
        List<IndexScan> ways = new ArrayList<>();
        ways.add(new IndexScan("recipient_ix_first_name", filter.firstName()).and(narrowing));
        ways.add(new IndexScan("recipient_ix_last_name", filter.lastName()).and(narrowing));
        ways.add(new IndexScan("recipient_uq_blast_email", List.of(filter.address())).and(narrowing));
        return ways;
    }

    private List<IndexScan.Condition> narrowed(IndexScan.Condition first) {
        List<IndexScan.Condition> all = new ArrayList<>(List.of(first));
        all.addAll(filter.narrowing());
        return all;
    }

    private static IndexScan way(String index, String condition, String value) {
        return new IndexScan(index, List.of(new IndexScan.Condition(condition, value)));
    }

    private static List<IndexScan> with(List<IndexScan> ways, IndexScan.Condition condition) {
        return with(ways, List.of(condition));
    }

    private static List<IndexScan> with(List<IndexScan> ways, List<IndexScan.Condition> conditions) {
        return ways.stream().map(way -> way.and(conditions)).toList();
    }

    /** From the Ledger's counters, by {@code recipient_counts_pk}. */
    private int selected(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select sent + delivery + opened + clicked + bounce + invalid + unsubscribed + failed"
                        + " from recipient_counts where blast_id = ?")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /** Counts no further than it has to, in the indexes alone. */
    private boolean hasMany(Connection connection, List<IndexScan> ways) throws SQLException {
        String sql = ways.stream()
                .map(way -> "(select r.id" + way.from() + " limit " + (FEW + 1) + ")")
                .collect(Collectors.joining(" union all ", "select count(*) from (", ") found"));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int i = 1;
            for (IndexScan way : ways) {
                for (Object value : way.values(blastId)) {
                    select.setObject(i++, value);
                }
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1) > FEW;
            }
        }
    }
}
