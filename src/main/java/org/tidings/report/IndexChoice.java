package org.tidings.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.RecipientFilter.More;

/**
 * Chooses the index for a query of recipients. The optimizer knows neither that a page is small compared to a blast nor that a search word is
 * rare, so each query forces its index.
 */
record IndexChoice(long blastId, RecipientFilter filter, int reasonKey, RecipientSort sort) {

    /** Up to this size a search may scan all rows; in larger blasts it matches prefixes of names and addresses. */
    static final int FEW = 20_000;

    private static final int PAGE = 50;
    private static final String BY_KEY = "primary";
    private static final String BY_EMAIL = "recipient_ix_email";
    private static final String BY_STATUS = "recipient_ix_status";
    private static final String BY_ACTIVITY = "recipient_ix_activity";

    List<IndexScan> in(Connection connection) throws SQLException {
        Map<RecipientStatus, Integer> counts = counts(connection);
        int selected = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (filter.q().isEmpty()) {
            return inOrder(connection, counts, selected);
        }
        if (selected <= FEW) {
            return inOrder(connection, counts, selected).stream()
                    .map(scan -> scan.and(List.of(filter.anywhere())))
                    .toList();
        }
        if (filter.asksForDomain()) {
            return List.of(new IndexScan(BY_EMAIL, narrowed(filter.inAddress())));
        }
        if (filter.q().contains("@")) {
            return List.of(new IndexScan(BY_EMAIL, narrowed(filter.address())));
        }
        // through all rows in their own order, which is three times as fast as by way of another index
        boolean isRare = filter.status() != null && counts.getOrDefault(filter.status(), 0) < selected / 10;
        return List.of(new IndexScan(isRare ? BY_STATUS : BY_KEY, narrowed(filter.beginning())));
    }

    /** All of them, in the order of the page or few enough to be sorted. */
    private List<IndexScan> inOrder(Connection connection, Map<RecipientStatus, Integer> counts, int selected)
            throws SQLException {
        String ordered = sort == RecipientSort.ADDRESS ? BY_EMAIL : BY_ACTIVITY;
        AnswerFilter answer = filter.answer();
        if (answer != null) {
            return List.of(
                    isAnsweredByFew(connection, answer, selected)
                            ? answered(answer)
                            : new IndexScan(ordered, filter.narrowing(reasonKey)));
        }
        Integer round = filter.more().round();
        Optional<IndexScan> ofRound =
                round == null || round == 0 ? Optional.empty() : ofRound(connection, round, selected);
        if (ofRound.isPresent()) {
            return List.of(ofRound.get());
        }
        FollowUp done = filter.more().done();
        if (done != null && filter.status() == null && filter.rule() == null) {
            List<IndexScan> handled = More.NOT_GOT.stream()
                    .map(status -> new IndexScan(BY_STATUS, handled(status, done)))
                    .toList();
            return isFew(count(connection, handled), selected)
                    ? handled
                    : List.of(new IndexScan(ordered, filter.narrowing(reasonKey)));
        }
        if (filter.status() == null && filter.rule() == null) {
            return List.of(new IndexScan(filter.more().isRare() ? BY_KEY : ordered, filter.narrowing(reasonKey)));
        }
        List<IndexScan> byStatus = (filter.status() == null
                        ? Stream.of(RecipientStatus.values())
                        : Stream.of(filter.status()))
                .map(status -> new IndexScan(BY_STATUS, ofStatus(status)))
                .toList();
        long wanted = filter.rule() == null ? counts.getOrDefault(filter.status(), 0) : count(connection, byStatus);
        // activity of one status is close together in time, so the first page may begin far into the order
        boolean far = sort == RecipientSort.ACTIVITY && wanted < selected / 10;
        boolean few = filter.more().isRare() || far || isFew(wanted, selected);
        return few ? byStatus : List.of(new IndexScan(ordered, filter.narrowing(reasonKey)));
    }

    /** Either all that are wanted are read and sorted, or rows are read in order until a page is full. */
    private static boolean isFew(long wanted, int selected) {
        return wanted * wanted < (long) PAGE * selected;
    }

    /** The people of a round, if they are few; they have greater numbers than all before them. By {@code blast_round_pk}. */
    private Optional<IndexScan> ofRound(Connection connection, int round, int selected) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select people, after_seq from blast_round where blast_id = ? and round = ?")) {
            select.setLong(1, blastId);
            select.setInt(2, round);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && isFew(row.getInt(1), selected)
                        ? Optional.of(
                                new IndexScan(BY_KEY, narrowed(new IndexScan.Condition("r.seq > ?", row.getInt(2)))))
                        : Optional.empty();
            }
        }
    }

    private List<IndexScan.Condition> handled(RecipientStatus status, FollowUp done) {
        List<IndexScan.Condition> conditions = new ArrayList<>();
        conditions.add(new IndexScan.Condition("r.status = ?", status.code()));
        conditions.add(new IndexScan.Condition("r.done = ?", done.code()));
        conditions.addAll(filter.more().conditions());
        return conditions;
    }

    private IndexScan answered(AnswerFilter answer) {
        RecipientFilter others = new RecipientFilter(
                filter.status(), filter.rule(), "", filter.more().withoutAnswer());
        return new IndexScan(IndexScan.ANSWERS, List.of(new IndexScan.Condition(answer.ofAnswer())))
                .and(others.narrowing(reasonKey));
    }

    /** From the Ledger's counters, by {@code recipient_counts_pk}. */
    private boolean isAnsweredByFew(Connection connection, AnswerFilter answer, int selected) throws SQLException {
        String counter = answer.counter();
        if (counter == null) {
            return false;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select " + counter + " from recipient_counts where blast_id = ?")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && isFew(row.getInt(1), selected);
            }
        }
    }

    private List<IndexScan.Condition> ofStatus(RecipientStatus status) {
        List<IndexScan.Condition> conditions = new ArrayList<>();
        conditions.add(new IndexScan.Condition("r.status = ?", status.code()));
        if (filter.rule() != null) {
            conditions.add(new IndexScan.Condition("r.done in " + FollowUp.ANY));
            conditions.add(new IndexScan.Condition("r.reason_key = ?", reasonKey));
        }
        conditions.addAll(filter.more().conditions());
        return conditions;
    }

    private List<IndexScan.Condition> narrowed(IndexScan.Condition first) {
        List<IndexScan.Condition> all = new ArrayList<>(List.of(first));
        all.addAll(filter.narrowing(reasonKey));
        return all;
    }

    /** From the Ledger's counters, by {@code recipient_counts_pk}. */
    private Map<RecipientStatus, Integer> counts(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select sent, delivery, opened, clicked, bounce, invalid, unsubscribed, failed"
                        + " from recipient_counts where blast_id = ?")) {
            select.setLong(1, blastId);
            Map<RecipientStatus, Integer> counts = new EnumMap<>(RecipientStatus.class);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    for (RecipientStatus status : RecipientStatus.values()) {
                        counts.put(status, row.getInt(status.code() + 1));
                    }
                }
            }
            return counts;
        }
    }

    /** Counts no further than it has to, in the index alone. */
    private int count(Connection connection, List<IndexScan> scans) throws SQLException {
        String sql = scans.stream()
                .map(scan -> "(select r.seq" + scan.from() + " limit " + FEW + ")")
                .collect(Collectors.joining(" union all ", "select count(*) from (", ") found"));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int i = 1;
            for (IndexScan scan : scans) {
                for (Object value : scan.values(blastId)) {
                    select.setObject(i++, value);
                }
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
