package org.tidings.report;

import static java.util.Map.entry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.Fields;
import org.tidings.recipient.RecipientStatus;

/** Creates blasts with recipients directly in the tables. */
@ApplicationScoped
public class SampleBlasts {

    /** A row source of numbers from 1. A recursive query would exceed MariaDB's limit of 1,000. */
    private static final String NUMBERS = " from (select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n"
            + " from digits a, digits b, digits c, digits e, digits f where f.d < 3) numbers where n <= ?";

    private static final Map<String, String> COUNTERS = Map.ofEntries(
            entry("sent", "status = 0"),
            entry("delivery", "status = 1"),
            entry("opened", "status = 2"),
            entry("clicked", "status = 3"),
            entry("bounce", "status = 4"),
            entry("invalid", "status = 5"),
            entry("unsubscribed", "status = 6"),
            entry("failed", "status = 7"),
            entry("waiting", "status = 0 and attempts = 0"),
            entry("complaints", "complaint"),
            entry("unsubscribes", "unsubscribed_at > '1970-01-01'"));

    @Inject
    Transactions transactions;

    @Inject
    Dictionary dictionary;

    @Inject
    Clock clock;

    /** A completed blast without recipients. */
    @Transactional
    public Blast blast(long accountId, @Nullable Long by, String subject, BlastState state) {
        Instant now = clock.instant();
        Blast blast = Blast.draft(accountId, by, now);
        blast.subject = subject;
        blast.html = "<p>Hi {{first_name|there}}, <a href=\"https://x.example/\">Buy tickets</a></p>";
        blast.state = state;
        blast.startedAt = state == BlastState.DRAFT || state == BlastState.SCHEDULED ? null : now;
        blast.sendAt = state == BlastState.SCHEDULED ? now.plus(Duration.ofDays(1)) : null;
        blast.launchedAt = blast.startedAt;
        blast.completedAt = state == BlastState.COMPLETED ? now : null;
        blast.cancelledAt = state == BlastState.CANCELLED ? now : null;
        blast.persistAndFlush();
        return blast;
    }

    /** Creates a recipient and updates the counters. */
    public void recipient(
            Blast blast, String email, String firstName, RecipientStatus status, @Nullable String reason) {
        recipient(blast, email, firstName, status, reason, Map.of());
    }

    public void recipient(
            Blast blast,
            String email,
            String firstName,
            RecipientStatus status,
            @Nullable String reason,
            Map<String, String> fields) {
        int reasonKey = reason == null ? 0 : dictionary.id("mailbox-unknown");
        transactions.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into recipient (blast_id, seq, email, first_name, fields, status, reason, reason_key, last_activity_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setLong(1, blast.key());
                insert.setInt(2, takeSeqs(connection, blast, 1));
                insert.setString(3, email);
                insert.setString(4, firstName);
                insert.setString(5, Fields.write(fields));
                insert.setInt(6, status.code());
                insert.setString(7, reason);
                insert.setInt(8, reasonKey);
                insert.setObject(9, Utc.of(clock.instant()));
                insert.executeUpdate();
            }
        });
        count(blast);
    }

    public void recipient(Blast blast, String email, String firstName, String lastName, RecipientStatus status) {
        recipient(blast, email, firstName, status, null);
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update recipient set last_name = ? where blast_id = ? and email = ?")) {
                update.setString(1, lastName);
                update.setLong(2, blast.key());
                update.setString(3, email);
                update.executeUpdate();
            }
        });
    }

    /** Creates many recipients: every tenth bounced, every hundredth failed, half of the others opened. */
    public void recipients(Blast blast, int count) {
        int full = dictionary.id("mailbox-full");
        int dead = dictionary.id("mailbox-unknown");
        String status = "case when n % 100 = 0 then " + RecipientStatus.FAILED.code() + " when n % 10 = 0 then "
                + RecipientStatus.BOUNCE.code() + " when n % 2 = 0 then " + RecipientStatus.OPEN.code() + " else "
                + RecipientStatus.DELIVERY.code() + " end";
        transactions.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into recipient (blast_id, seq, email, first_name, last_name, status, reason, reason_key, code, attempts, opens, last_activity_at)"
                            + " with digits (d) as (select 0 union all select 1 union all select 2 union all select 3 union all select 4 union all select 5"
                            + " union all select 6 union all select 7 union all select 8 union all select 9) select ?, ? - 1 + n,"
                            + " concat(lpad(n, 7, '0'), '@x.example'), concat('Ann', n), 'Lee', " + status + ","
                            + " case when n % 100 = 0 then 'Mailbox full.' when n % 10 = 0 then 'No such mailbox.' end,"
                            + " case when n % 100 = 0 then " + full + " when n % 10 = 0 then " + dead + " else 0 end,"
                            + " case when n % 10 = 0 then '550 5.1.1' end, 1, n % 2, timestampadd(second, -(n * 7919 % 100000), ?)"
                            + NUMBERS)) {
                insert.setLong(1, blast.key());
                insert.setInt(2, takeSeqs(connection, blast, count));
                insert.setObject(3, Utc.of(clock.instant()));
                insert.setInt(4, count);
                insert.executeUpdate();
            }
        });
        count(blast);
    }

    /** Takes the next numbers of the blast and returns the first. */
    public int takeSeqs(Connection connection, Blast blast, int count) throws SQLException {
        int first;
        try (PreparedStatement select =
                connection.prepareStatement("select next_seq from blast where id = ? for update")) {
            select.setLong(1, blast.key());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                first = row.getInt(1);
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("update blast set next_seq = next_seq + ? where id = ?")) {
            update.setInt(1, count);
            update.setLong(2, blast.key());
            update.executeUpdate();
        }
        return first;
    }

    /** Recomputes the counters from the rows. */
    public void count(Blast blast) {
        StringBuilder sums = new StringBuilder();
        StringBuilder changes = new StringBuilder();
        COUNTERS.forEach((counter, condition) -> {
            sums.append(", coalesce(sum(").append(condition).append("), 0) as ").append(counter);
            changes.append(changes.isEmpty() ? " set c." : ", c.")
                    .append(counter)
                    .append(" = r.")
                    .append(counter);
        });
        transactions.run(connection -> {
            for (String sql : List.of(
                    "insert ignore into recipient_counts (blast_id) values (?)",
                    "update recipient_counts c join (select blast_id" + sums
                            + " from recipient where blast_id = ? group by blast_id) r on r.blast_id = c.blast_id"
                            + changes)) {
                try (PreparedStatement update = connection.prepareStatement(sql)) {
                    update.setLong(1, blast.key());
                    update.executeUpdate();
                }
            }
        });
    }
}
