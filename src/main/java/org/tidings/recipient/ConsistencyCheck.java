package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the counters of blasts with their recipients: each counter must equal the number of matching rows, and every recipient that waits
 * for an attempt must be in the queue.
 *
 * <p>A single statement reads everything, and thus a consistent snapshot, so sending can continue. It reads each recipient once; a million take
 * a few seconds.
 */
public final class ConsistencyCheck {

    /** Each counter with the condition of the recipients that it counts. */
    private static final Map<String, String> COUNTERS = new LinkedHashMap<>();

    static {
        COUNTERS.put("sent", "r.status = 0");
        COUNTERS.put("delivery", "r.status = 1");
        COUNTERS.put("opened", "r.status = 2");
        COUNTERS.put("clicked", "r.status = 3");
        COUNTERS.put("bounce", "r.status = 4");
        COUNTERS.put("invalid", "r.status = 5");
        COUNTERS.put("unsubscribed", "r.status = 6");
        COUNTERS.put("failed", "r.status = 7");
        COUNTERS.put("waiting", "r.status = 0 and r.attempts = 0");
        COUNTERS.put("complaints", "r.complaint");
        COUNTERS.put("unsubscribes", "r.unsubscribed_at > '1970-01-01'");
        COUNTERS.put("got_it", "coalesce(a.got_it_at > '1970-01-01', 0)");
        for (Answer answer : Answer.values()) {
            COUNTERS.put(
                    "answered_" + answer.name().toLowerCase(Locale.ROOT),
                    "coalesce(a.answer = " + answer.code() + ", 0)");
        }
    }

    /** Conditions that no recipient may meet, with the sentence about those that do. */
    private static final Map<String, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put(
                "r.status = 0 and r.sent_at = '1970-01-01' and not exists (select 1 from delivery_queue q"
                        + " where q.blast_id = r.blast_id and r.seq between q.first_seq and q.last_seq"
                        + " and q.attempt > r.attempts)",
                "%d wait for an attempt and are not in the queue");
        FAULTS.put(
                "r.status = 0 and r.attempts > 0 and r.sent_at = '1970-01-01' and r.next_attempt_at = '1970-01-01'",
                "%d were refused for now and have no time for the next attempt");
        FAULTS.put(
                "b.state = 'COMPLETED' and r.status = 0 and r.attempts = 0 and r.last_activity_at < b.completed_at",
                "it is completed, and %d were never attempted");
    }

    /** The number of blasts checked, and a sentence for each inconsistent one. */
    public record Found(int blasts, List<String> sentences) {}

    private ConsistencyCheck() {}

    /**
     * Checks every blast that is not cleared.
     *
     * @param after only blasts with a greater id; 0 for all
     */
    public static Found among(Connection connection, long after) throws SQLException {
        return check(connection, "b.cleared = false and b.id > ?", after);
    }

    /** Checks one blast, cleared or not. */
    public static Found in(Connection connection, long blastId) throws SQLException {
        return check(connection, "b.id = ?", blastId);
    }

    private static Found check(Connection connection, String which, long value) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql(which))) {
            select.setLong(1, value);
            select.setLong(2, value);
            List<String> sentences = new ArrayList<>();
            int blasts = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    blasts++;
                    List<String> wrong = wrong(row);
                    if (!wrong.isEmpty()) {
                        sentences.add("Blast " + row.getString("public_id") + ": " + String.join("; ", wrong) + ".");
                    }
                }
            }
            return new Found(blasts, sentences);
        }
    }

    /**
     * Scans the recipients in primary key order and joins each to its blast by {@code blast_pk}; for one blast, uses an index that starts with
     * {@code blast_id}.
     */
    private static String sql(String which) {
        StringBuilder counters = new StringBuilder();
        StringBuilder sums = new StringBuilder();
        StringBuilder names = new StringBuilder();
        COUNTERS.keySet()
                .forEach(counter ->
                        counters.append(", coalesce(c.").append(counter).append(", 0)"));
        int number = 0;
        for (String condition : conditions()) {
            sums.append(", sum(").append(condition).append(") as n").append(number);
            names.append(", coalesce(found.n").append(number++).append(", 0)");
        }
        String counts = " left join recipient_counts c on c.blast_id = b.id";
        return "select b.public_id" + counters + names + " from blast b" + counts + " left join (select r.blast_id"
                + sums
                + " from recipient r straight_join blast b on b.id = r.blast_id" + counts
                + " left join recipient_answer a on a.blast_id = r.blast_id and a.seq = r.seq where " + which
                + " group by r.blast_id) found on found.blast_id = b.id where " + which + " order by b.id";
    }

    private static List<String> conditions() {
        List<String> conditions = new ArrayList<>(COUNTERS.values());
        conditions.addAll(FAULTS.keySet());
        return conditions;
    }

    private static List<String> wrong(ResultSet row) throws SQLException {
        List<String> wrong = new ArrayList<>();
        int column = 2;
        for (String counter : COUNTERS.keySet()) {
            long counted = row.getLong(column);
            long found = row.getLong(column + COUNTERS.size());
            if (counted != found) {
                wrong.add("the counter '%s' says %d, the rows say %d".formatted(counter, counted, found));
            }
            column++;
        }
        column += COUNTERS.size();
        for (String sentence : FAULTS.values()) {
            long faulty = row.getLong(column++);
            if (faulty > 0) {
                wrong.add(sentence.formatted(faulty));
            }
        }
        return wrong;
    }
}
