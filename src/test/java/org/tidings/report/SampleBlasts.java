package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Fields;
import org.tidings.recipient.RecipientStatus;

/** Blasts with recipients, written straight into the tables. */
@ApplicationScoped
public class SampleBlasts {

    /** Numbers from 1, as rows; a recursion would meet MariaDB's limit of 1,000. */
    private static final String NUMBERS = " from (select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n"
            + " from digits a, digits b, digits c, digits e, digits f where f.d < 3) numbers where n <= ?";

    @Inject
    Transactions transactions;

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
        blast.startedAt = state == BlastState.DRAFT ? null : now;
        blast.launchedAt = blast.startedAt;
        blast.completedAt = state == BlastState.COMPLETED ? now : null;
        blast.cancelledAt = state == BlastState.CANCELLED ? now : null;
        blast.persistAndFlush();
        return blast;
    }

    /** One recipient, counted. */
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
        transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into recipient (blast_id, email, first_name, fields, status, reason, rule, last_activity_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setLong(1, blast.key());
                insert.setString(2, email);
                insert.setString(3, firstName);
                insert.setString(4, Fields.write(fields));
                insert.setString(5, status.name());
                insert.setString(6, reason);
                insert.setString(7, reason == null ? null : "5.1.1");
                insert.setObject(8, Utc.of(clock.instant()));
                insert.executeUpdate();
            }
            return 0;
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

    /** Many recipients: every tenth bounced, every hundredth failed, half of the rest opened. */
    public void recipients(Blast blast, int count) {
        transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into recipient (blast_id, email, first_name, last_name, status, reason, rule, code, attempts, opens, last_activity_at)"
                            + " with digits (d) as (select 0 union all select 1 union all select 2 union all select 3 union all select 4 union all select 5"
                            + " union all select 6 union all select 7 union all select 8 union all select 9) select ?, concat(lpad(n, 7, '0'), '@x.example'), concat('Ann', n), 'Lee',"
                            + " case when n % 100 = 0 then 'FAILED' when n % 10 = 0 then 'BOUNCE' when n % 2 = 0 then 'OPEN' else 'DELIVERY' end,"
                            + " case when n % 100 = 0 then 'Mailbox full.' when n % 10 = 0 then 'No such mailbox.' end,"
                            + " case when n % 100 = 0 then 'x.2.2' when n % 10 = 0 then '5.1.1' end,"
                            + " case when n % 10 = 0 then '550 5.1.1' end, 1, n % 2, timestampadd(second, -(n * 7919 % 100000), ?)"
                            + NUMBERS)) {
                insert.setLong(1, blast.key());
                insert.setObject(2, Utc.of(clock.instant()));
                insert.setInt(3, count);
                insert.executeUpdate();
            }
            return 0;
        });
        count(blast);
    }

    /** Brings the counters in line with the rows. */
    public void count(Blast blast) {
        transactions.call(connection -> {
            for (String sql : List.of(
                    "insert ignore into recipient_counts (blast_id) values (?)",
                    "update recipient_counts c join (select blast_id, sum(status = 'SENT') as sent, sum(status = 'DELIVERY') as delivery,"
                            + " sum(status = 'OPEN') as opened, sum(status = 'CLICK') as clicked, sum(status = 'BOUNCE') as bounce,"
                            + " sum(status = 'INVALID') as invalid, sum(status = 'UNSUBSCRIBED') as unsubscribed,"
                            + " sum(status = 'FAILED') as failed from recipient where blast_id = ? group by blast_id) r"
                            + " on r.blast_id = c.blast_id set c.sent = r.sent, c.delivery = r.delivery, c.opened = r.opened,"
                            + " c.clicked = r.clicked, c.bounce = r.bounce, c.invalid = r.invalid, c.unsubscribed = r.unsubscribed,"
                            + " c.failed = r.failed")) {
                try (PreparedStatement update = connection.prepareStatement(sql)) {
                    update.setLong(1, blast.key());
                    update.executeUpdate();
                }
            }
            return 0;
        });
    }
}
