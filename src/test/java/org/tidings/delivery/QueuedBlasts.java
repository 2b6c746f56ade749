package org.tidings.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tidings.Sql;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Utc;
import org.tidings.queue.Flow;
import org.tidings.queue.QueuedRange;
import org.tidings.queue.SeqRange;
import org.tidings.recipient.RecipientKey;

/**
 * Blasts, recipients and ranges of the queue, written straight into the tables. The dispatcher of the application claims what is ready; what
 * it is to leave alone is leased to another node or held.
 */
@ApplicationScoped
public class QueuedBlasts extends Sql {

    /** States of a range, as stored. */
    public static final int READY = 0;

    public static final int WAITING = 1;
    public static final int LEASED = 2;
    public static final int HELD = 3;

    @Inject
    Clock clock;

    /** A launched blast and its recipients, who wait for their first attempt. */
    public Blast blast(long accountId, BlastState state, List<String> emails) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> {
            Blast blast = Blast.draft(accountId, null, now);
            blast.subject = "Spring recital";
            blast.html = "<p>Hi</p>";
            blast.state = state;
            blast.startedAt = now;
            blast.launchedAt = now;
            blast.persistAndFlush();
            sql("insert into recipient_counts (blast_id) values (" + blast.key() + ")");
            add(blast, emails);
            return blast;
        });
    }

    /** Adds recipients that wait for their first attempt, in this order, after those that the blast already has. */
    public List<RecipientKey> add(Blast blast, List<String> emails) {
        return transactions.call(connection -> {
            int seq = Integer.parseInt(String.valueOf(
                    value("select coalesce(max(seq), 0) from recipient where blast_id = " + blast.key())));
            List<RecipientKey> added = new ArrayList<>();
            try (PreparedStatement address = connection.prepareStatement(
                            "insert into address (account_id, email, created_at) values (?, ?, ?)"
                                    + " on duplicate key update id = last_insert_id(id)",
                            Statement.RETURN_GENERATED_KEYS);
                    PreparedStatement recipient = connection.prepareStatement(
                            "insert into recipient"
                                    + " (blast_id, seq, address_id, email, status, last_activity_at) values (?, ?, ?, ?, 0, ?)")) {
                for (String email : emails) {
                    RecipientKey key = new RecipientKey(blast.key(), ++seq);
                    address.setLong(1, blast.accountId);
                    address.setString(2, email);
                    address.setObject(3, Utc.of(clock.instant()));
                    address.executeUpdate();
                    recipient.setLong(1, key.blastId());
                    recipient.setInt(2, key.seq());
                    recipient.setLong(3, generatedKey(address));
                    recipient.setString(4, email);
                    recipient.setObject(5, Utc.of(clock.instant()));
                    recipient.executeUpdate();
                    added.add(key);
                }
            }
            sql("update recipient_counts set sent = sent + " + emails.size() + ", waiting = waiting + " + emails.size()
                    + " where blast_id = " + blast.key());
            return added;
        });
    }

    /** All recipients of a blast, in order. */
    public List<RecipientKey> recipients(Blast blast) {
        int count = Integer.parseInt(
                String.valueOf(value("select count(*) from recipient where blast_id = " + blast.key())));
        return IntStream.rangeClosed(1, count)
                .mapToObj(seq -> new RecipientKey(blast.key(), seq))
                .toList();
    }

    /** First attempts that a node has leased for some minutes. */
    public QueuedRange leased(Blast blast, int first, int last, String node) {
        return insert(blast, LEASED, first, last, "", node, clock.instant().plus(Duration.ofMinutes(10)));
    }

    /** Attempts of the recipients of one domain that a node has leased for some minutes. */
    public QueuedRange leasedOfDomain(Blast blast, int first, int last, String domain, String node) {
        return insert(blast, LEASED, first, last, domain, node, clock.instant().plus(Duration.ofMinutes(10)));
    }

    /** First attempts that nobody has leased. */
    public QueuedRange range(Blast blast, int state, int first, int last) {
        return insert(blast, state, first, last, "", "", clock.instant());
    }

    private QueuedRange insert(Blast blast, int state, int first, int last, String domain, String node, Instant dueAt) {
        return transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq,"
                            + " attempt, domain, node) values (?, 0, ?, ?, 0, ?, ?, ?, 1, ?, ?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                insert.setInt(1, state);
                insert.setObject(2, Utc.of(dueAt));
                insert.setLong(3, blast.accountId);
                insert.setLong(4, blast.key());
                insert.setInt(5, first);
                insert.setInt(6, last);
                insert.setString(7, domain);
                insert.setString(8, node);
                insert.executeUpdate();
                return new QueuedRange(
                        generatedKey(insert),
                        0,
                        blast.accountId,
                        Flow.MARKETING,
                        blast.key(),
                        new SeqRange(first, last),
                        1,
                        domain);
            }
        });
    }

    private static long generatedKey(PreparedStatement insert) throws SQLException {
        try (ResultSet keys = insert.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
        }
    }

    /** The statuses of all recipients of a blast, in order: the codes as stored. */
    public String statuses(Blast blast) {
        return String.valueOf(value("select group_concat(status order by seq separator ' ') from recipient"
                + " where blast_id = " + blast.key()));
    }

    /** Leaves nothing of an account that is sent later. */
    public void retire(long accountId) {
        sql("update blast set state = 'COMPLETED', cleared = true where account_id = " + accountId);
        sql("delete from delivery_queue where account_id = " + accountId);
    }
}
