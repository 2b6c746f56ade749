package org.tidings.report;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/**
 * The SQL of one page of recipients: the first ones along each way, the first of those, and only then the rows themselves, by
 * {@code recipient_pk}.
 */
record RecipientQuery(
        long blastId,
        List<IndexScan> ways,
        RecipientSort sort,
        @Nullable Cursor from,
        int limit) {

    String sql() {
        String order = " order by " + sort.order(isBack()) + " limit ?";
        String first = ways.stream()
                .map(way -> "(select r.id" + way.from() + (from == null ? "" : " and " + sort.condition(from.back()))
                        + order + ")")
                .collect(Collectors.joining(" union "));
        return "select " + ReportRow.COLUMNS + " from (" + first
                + ") found straight_join recipient r on r.id = found.id" + order;
    }

    void bind(PreparedStatement select) throws SQLException {
        int i = 1;
        for (IndexScan way : ways) {
            List<Object> values = way.values(blastId);
            values.addAll(cursor());
            values.add(limit);
            for (Object value : values) {
                select.setObject(i++, value);
            }
        }
        select.setInt(i, limit);
    }

    private boolean isBack() {
        return from != null && from.back();
    }

    private List<Object> cursor() {
        List<Object> values = new ArrayList<>();
        if (from != null && sort == RecipientSort.ADDRESS) {
            values.add(from.email());
        } else if (from != null) {
            values.add(Utc.of(from.lastActivityAt()));
            values.add(Utc.of(from.lastActivityAt()));
            values.add(from.id());
        }
        return values;
    }
}
