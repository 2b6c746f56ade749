package org.tidings.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scan of one index, with conditions on the rows.
 *
 * @param conditions SQL conditions with their parameters, on a recipient {@code r}
 */
record IndexScan(String index, List<Condition> conditions) {

    /** A condition and its parameters, in order. */
    record Condition(String sql, List<Object> values) {

        Condition(String sql, Object... values) {
            this(sql, List.of(values));
        }
    }

    /** The name of the scan that begins with the answers instead of the recipients. */
    static final String ANSWERS = "recipient_answer_pk";

    IndexScan and(List<Condition> more) {
        List<Condition> all = new ArrayList<>(conditions);
        all.addAll(more);
        return new IndexScan(index, all);
    }

    String from() {
        StringBuilder sql = new StringBuilder(
                index.equals(ANSWERS)
                        ? " from recipient_answer a straight_join recipient r force index (primary)"
                                + " on r.blast_id = a.blast_id and r.seq = a.seq where a.blast_id = ?"
                        : " from recipient r force index (" + index + ") where r.blast_id = ?");
        for (Condition condition : conditions) {
            sql.append(" and ").append(condition.sql());
        }
        return sql.toString();
    }

    List<Object> values(long blastId) {
        List<Object> values = new ArrayList<>();
        values.add(blastId);
        conditions.forEach(condition -> values.addAll(condition.values()));
        return values;
    }
}
