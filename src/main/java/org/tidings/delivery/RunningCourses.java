package org.tidings.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.diagnosis.Classifier;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Reads how the running blasts are doing. Those in which nothing bad happened cost a look at their counters and no more. */
@ApplicationScoped
class RunningCourses {

    /** Far enough back to see a row of refusals of one provider among the others. */
    private static final int LOOK_BACK = 1_000;

    private static final Map<String, CircuitBreaker.Kind> KINDS = Map.of(
            "ACCEPTED", CircuitBreaker.Kind.TAKEN,
            "DELIVERED", CircuitBreaker.Kind.TAKEN,
            "BOUNCED", CircuitBreaker.Kind.BOUNCED,
            "BLOCKED", CircuitBreaker.Kind.BLOCKED,
            "DEFERRED", CircuitBreaker.Kind.BLOCKED_FOR_NOW,
            "GAVE_UP", CircuitBreaker.Kind.GAVE_UP);

    private static final String LATEST = KINDS.keySet().stream()
                    .sorted()
                    .map(type -> "(select e.id, e.recipient_id, e.type, e.at from recipient_event e"
                            + " force index (recipient_event_ix_latest) where e.blast_id = ? and e.type = '" + type
                            + "' order by e.at desc, e.id desc limit " + LOOK_BACK + ")")
                    .collect(Collectors.joining(
                            " union all ",
                            "select l.recipient_id, l.type, substring_index(r.email, '@', -1) as domain,"
                                    // what was never taken over came with the attempt itself
                                    + " r.sent_at is not null and l.type in ('BOUNCED', 'BLOCKED', 'GAVE_UP') as came_back from (",
                            ") l"))
            + " join recipient r on r.id = l.recipient_id where l.at >= ? and (r.sent_at is null or r.sent_at >= ?)"
            // of what was deferred only the blocked, as the recipient's row remembers it
            + " and (l.type <> 'DEFERRED' or (r.status = 'SENT' and r.rule in ("
            + Classifier.blockingRules().stream()
                    .sorted()
                    .map(rule -> "'" + rule + "'")
                    .collect(Collectors.joining(", "))
            + "))) order by l.at desc, l.id desc";

    /** In the order of the primary key; ends where enough are found. */
    private static final String TAKEN_OVER = "select count(*) from (select 1 from recipient r force index (primary)"
            + " where r.blast_id = ? and r.id between ? and ? and r.sent_at >= ?"
            + " and (? is null or substring_index(r.email, '@', -1) = ?) limit ?) found";

    private final Transactions transactions;

    RunningCourses(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A running blast; resumedAt is when somebody let it go on, and null when nobody had to. */
    record Running(
            long blastId,
            CircuitBreaker.Limits limits,
            @Nullable Instant resumedAt,
            int complaints,
            int delivered) {

        Instant since() {
            return Objects.requireNonNullElse(resumedAt, Instant.EPOCH);
        }
    }

    /**
     * Those whose counters allow that a limit is reached, by {@code blast_ix_state}. No counter tells of what was deferred, so there one
     * look into {@code recipient_event_ix_latest} says whether anything was.
     */
    List<Running> worthALook() {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select b.id, b.resumed_at,"
                            + " a.pause_bounce_percent, a.pause_complaint_percent, a.pause_blocked_in_row,"
                            + " c.complaints, c.delivery + c.opened + c.clicked as delivered, c.bounce, c.failed,"
                            + " exists (select 1 from recipient_event e where e.blast_id = b.id and e.type = 'DEFERRED') as deferred"
                            + " from blast b join account a on a.id = b.account_id"
                            + " join recipient_counts c on c.blast_id = b.id"
                            + " where b.state = 'RUNNING' and b.cleared = false");
                    ResultSet row = select.executeQuery()) {
                List<Running> found = new ArrayList<>();
                while (row.next()) {
                    Running running = read(row);
                    if (running.limits().isReached(row.getInt("bounce"))
                            || running.limits().isReached(running.complaints(), running.delivered())
                            || (running.limits().blockedInRow() > 0
                                    && (row.getBoolean("deferred")
                                            || row.getInt("failed")
                                                    >= running.limits().blockedInRow()))) {
                        found.add(running);
                    }
                }
                return found;
            }
        });
    }

    private static Running read(ResultSet row) throws SQLException {
        return new Running(
                row.getLong("id"),
                new CircuitBreaker.Limits(
                        row.getInt("pause_bounce_percent"),
                        Objects.requireNonNullElse(row.getBigDecimal("pause_complaint_percent"), BigDecimal.ZERO),
                        row.getInt("pause_blocked_in_row")),
                Utc.read(row, "resumed_at"),
                row.getInt("complaints"),
                row.getInt("delivered"));
    }

    /** What became of its messages lately. */
    CircuitBreaker.Course of(Running running) {
        Instant since = running.since();
        return transactions.call(connection -> {
            News news = news(connection, running.blastId(), since);
            return new CircuitBreaker.Course(
                    news.latest(),
                    news.cameBack(),
                    running.resumedAt() != null,
                    running.complaints(),
                    newComplaints(connection, running.blastId(), since),
                    running.delivered());
        });
    }

    CircuitBreaker.Crowd crowd(Running running) {
        return (first, last, domain, limit) -> transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(TAKEN_OVER)) {
                select.setLong(1, running.blastId());
                select.setLong(2, first);
                select.setLong(3, last);
                select.setObject(4, Utc.of(running.since()));
                select.setString(5, domain);
                select.setString(6, domain);
                select.setInt(7, limit + 1);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /**
     * By {@code recipient_event_ix_latest}: of each kind the last ones. Of all together only the last again are the latest: farther back some
     * kinds are missing.
     */
    private static News news(Connection connection, long blastId, Instant since) throws SQLException {
        News news = new News(new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement select = connection.prepareStatement(LATEST)) {
            int i = 1;
            while (i <= KINDS.size()) {
                select.setLong(i++, blastId);
            }
            select.setObject(i++, Utc.of(since)); // happened since
            select.setObject(i, Utc.of(since)); // and to what was sent since
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    CircuitBreaker.Outcome outcome = new CircuitBreaker.Outcome(
                            row.getLong("recipient_id"),
                            row.getString("domain"),
                            Objects.requireNonNull(KINDS.get(row.getString("type"))));
                    if (news.latest().size() < LOOK_BACK) {
                        news.latest().add(outcome);
                    }
                    if (row.getBoolean("came_back")) {
                        news.cameBack().add(outcome);
                    }
                }
            }
            return news;
        }
    }

    private record News(List<CircuitBreaker.Outcome> latest, List<CircuitBreaker.Outcome> cameBack) {}

    /** By {@code recipient_event_ix_latest}. */
    private static int newComplaints(Connection connection, long blastId, Instant since) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(distinct recipient_id)"
                + " from recipient_event where blast_id = ? and type = 'COMPLAINED' and at >= ?")) {
            select.setLong(1, blastId);
            select.setObject(2, Utc.of(since));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    Blast blast(long blastId) {
        return QuarkusTransaction.requiringNew().call(() -> Objects.requireNonNull(Blast.<Blast>findById(blastId)));
    }
}
