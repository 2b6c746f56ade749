package org.tidings.report;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/** The SQL of one page of recipients. */
record RecipientQuery(
        long blastId,
        RecipientFilter filter,
        RecipientSort sort,
        @Nullable Cursor from,
        int limit,
        String index) {

    String sql() {
        StringBuilder sql = new StringBuilder("select ")
                .append(ReportRow.COLUMNS)
                .append(" from recipient r force index (")
                .append(index)
                .append(") where r.blast_id = ?");
        if (filter.status() != null) {
            sql.append(" and r.status = ?");
        }
        if (filter.rule() != null) {
            sql.append(" and r.rule = ?");
        }
        if (!filter.q().isEmpty()) {
            sql.append(
                    filter.asksForAddress()
                            ? " and r.email like ? escape '!'"
                            : " and (r.email like ? escape '!' or concat_ws(' ', r.first_name, r.last_name) like ? escape '!')");
        }
        boolean back = from != null && from.back();
        if (from != null) {
            sql.append(" and ").append(sort.condition(back));
        }
        return sql.append(" order by ")
                .append(sort.order(back))
                .append(" limit ?")
                .toString();
    }

    void bind(PreparedStatement select) throws SQLException {
        int i = 1;
        for (Object value : values()) {
            select.setObject(i++, value);
        }
    }

    private List<Object> values() {
        List<Object> values = new ArrayList<>();
        values.add(blastId);
        if (filter.status() != null) {
            values.add(filter.status().name());
        }
        if (filter.rule() != null) {
            values.add(filter.rule());
        }
        if (!filter.q().isEmpty()) {
            values.add(filter.pattern());
            if (!filter.asksForAddress()) {
                values.add(filter.pattern());
            }
        }
        if (from != null && sort == RecipientSort.ADDRESS) {
            values.add(from.email());
        } else if (from != null) {
            values.add(Utc.of(from.lastActivityAt()));
            values.add(Utc.of(from.lastActivityAt()));
            values.add(from.id());
        }
        values.add(limit);
        return values;
    }
}
