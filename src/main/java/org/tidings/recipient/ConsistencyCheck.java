package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the blasts against what must be true of them at every moment: the counters say what a look at all rows finds, so that the eight are
 * everyone; none is below zero; nobody was dropped from the queue unsent, is claimed outside of it, waits in it after it ran empty, or was
 * passed over by a blast that is completed.
 *
 * <p>One statement looks at everything, and one statement sees one moment: sending may go on meanwhile. It reads the table once through, a
 * million rows in a few seconds.
 */
public final class ConsistencyCheck {

    /** The counters and what each counts. */
    private static final Map<String, String> COUNTERS = new LinkedHashMap<>();

    static {
        COUNTERS.put("sent", "r.status = 'SENT'");
        COUNTERS.put("delivery", "r.status = 'DELIVERY'");
        COUNTERS.put("opened", "r.status = 'OPEN'");
        COUNTERS.put("clicked", "r.status = 'CLICK'");
        COUNTERS.put("bounce", "r.status = 'BOUNCE'");
        COUNTERS.put("invalid", "r.status = 'INVALID'");
        COUNTERS.put("unsubscribed", "r.status = 'UNSUBSCRIBED'");
        COUNTERS.put("failed", "r.status = 'FAILED'");
        COUNTERS.put("waiting", "r.status = 'SENT' and r.attempts = 0");
        COUNTERS.put("complaints", "r.complaint");
        COUNTERS.put("unsubscribes", "r.unsubscribed_at is not null");
    }

    /** What the rows must not show, with the sentence about those that do. */
    private static final Map<String, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("r.status = 'SENT' and r.attempts = 0 and r.due_at is null", "%d are neither sent nor in the queue");
        FAULTS.put(
                "r.status = 'SENT' and r.attempts > 0 and r.due_at is null and r.sent_at is null",
                "%d were refused for now and are not tried again");
        FAULTS.put("r.claimed_by is not null and r.due_at is null", "%d are claimed and not in the queue");
        // one who was added after the end, at a corrected address, may wait
        FAULTS.put(
                "b.state = 'COMPLETED' and r.status = 'SENT' and r.attempts = 0 and r.last_activity_at < b.completed_at",
                "it is completed, and %d were never tried");
        FAULTS.put("c.sent = 0 and r.due_at is not null", "nobody waits, and %d are in the queue");
    }

    /** What was found: how many blasts were looked at, and a sentence for each that is wrong. */
    public record Found(int blasts, List<String> sentences) {}

    private ConsistencyCheck() {}

    /**
     * Looks at every blast that is not cleared.
     *
     * @param after only blasts with a greater id; 0 for all
     */
    public static Found among(Connection connection, long after) throws SQLException {
        return look(connection, "b.cleared = false and b.id > ?", after);
    }

    /** Looks at one blast, cleared or not. */
    public static Found in(Connection connection, long blastId) throws SQLException {
        return look(connection, "b.id = ?", blastId);
    }

    private static Found look(Connection connection, String which, long value) throws SQLException {
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

    /** Through the rows in their own order, each with its blast by {@code blast_pk}; those of one blast by an index that begins with it. */
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
                + " from recipient r straight_join blast b on b.id = r.blast_id" + counts + " where " + which
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
