package org.tidings.report;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/**
 * The SQL for one page of recipients: takes the first numbers of each index scan, merges them, and then reads only the rows of the page using
 * {@code recipient_pk}.
 */
record RecipientQuery(
        long blastId,
        List<IndexScan> scans,
        RecipientSort sort,
        @Nullable Cursor from,
        int limit) {

    String sql() {
        String order = " order by " + sort.order(isBack()) + " limit ?";
        String first = scans.stream()
                .map(scan -> "(select r.seq" + scan.from() + (from == null ? "" : " and " + sort.condition(from.back()))
                        + order + ")")
                .collect(Collectors.joining(" union "));
        return "select " + ReportRow.COLUMNS + " from (" + first
                + ") found straight_join recipient r on r.blast_id = ? and r.seq = found.seq" + order;
    }

    void bind(PreparedStatement select) throws SQLException {
        int i = 1;
        for (IndexScan scan : scans) {
            List<Object> values = scan.values(blastId);
            values.addAll(cursor());
            values.add(limit);
            for (Object value : values) {
                select.setObject(i++, value);
            }
        }
        select.setLong(i++, blastId);
        select.setInt(i, limit);
    }

    private boolean isBack() {
        return from != null && from.back();
    }

    private List<Object> cursor() {
        List<Object> values = new ArrayList<>();
        if (from != null) {
            Object value = sort == RecipientSort.ADDRESS ? from.email() : Utc.of(from.lastActivityAt());
            values.addAll(List.of(value, value, from.seq()));
        }
        return values;
    }
}
