package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tidings.platform.database.Transactions;

/** What holds at every moment: the counters say what a look at all rows would find. One statement sees one moment. */
@ApplicationScoped
public class Invariants {

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

    @Inject
    Transactions transactions;

    /** Asserts them and gives how many were selected. */
    public int hold(long blastId) {
        StringBuilder sql = new StringBuilder("select count(r.id) as people");
        COUNTERS.forEach((counter, condition) -> sql.append(", max(c." + counter + ") as c_" + counter)
                .append(", coalesce(sum(" + condition + "), 0) as r_" + counter));
        sql.append(" from recipient_counts c left join recipient r on r.blast_id = c.blast_id where c.blast_id = ?");
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Map<String, Integer> counted = new LinkedHashMap<>();
                    Map<String, Integer> found = new LinkedHashMap<>();
                    for (String counter : COUNTERS.keySet()) {
                        counted.put(counter, row.getInt("c_" + counter));
                        found.put(counter, row.getInt("r_" + counter));
                    }
                    assertThat(counted)
                            .as("counters and rows of blast %d", blastId)
                            .isEqualTo(found);
                    int sum =
                            counted.values().stream().limit(8).mapToInt(i -> i).sum();
                    assertThat(sum).as("the sum of the eight").isEqualTo(row.getInt("people"));
                    return sum;
                }
            }
        });
    }
}
