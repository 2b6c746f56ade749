package org.tidings.platform.web;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Counts what anybody may do on public pages, in the database, where all nodes share the counters. What is counted, such as an address or a
 * network, is stored only as a hash, for at most a day.
 */
@ApplicationScoped
public class RequestLimits {

    /** The longest period that can be counted. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Transactions transactions;
    private final Clock clock;

    RequestLimits(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Counts one event, in a transaction of its own, which also holds for concurrent requests.
     *
     * @param what names what is counted, such as "sign-up from 192.0.2.1"
     * @param most number allowed in a period, which begins with the first event
     * @param period at most a day
     * @return whether the event is within the limit
     */
    public boolean allows(String what, int most, Duration period) {
        byte[] id = hash(what);
        Instant now = clock.instant();
        return transactions.callNew(connection -> {
            count(connection, id, now, now.minus(period));
            return hits(connection, id) <= most;
        });
    }

    /** One statement: concurrent requests wait for each other at the row. The assignments are evaluated from left to right. */
    private static void count(Connection connection, byte[] id, Instant now, Instant begin) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into request_limit (id, hits, since) values (?, 1, ?) on duplicate key update"
                        + " hits = case when since < ? then 1 else least(hits + 1, 1000000) end,"
                        + " since = case when since < ? then ? else since end")) {
            insert.setBytes(1, id);
            insert.setObject(2, Utc.of(now));
            insert.setObject(3, Utc.of(begin));
            insert.setObject(4, Utc.of(begin));
            insert.setObject(5, Utc.of(now));
            insert.executeUpdate();
        }
    }

    private static int hits(Connection connection, byte[] id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select hits from request_limit where id = ?")) {
            select.setBytes(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Scheduled(every = "1h", delayed = "6m", identity = "request-limits-forget")
    void onSchedule() {
        forgetOld();
    }

    /** Uses {@code request_limit_ix_since}. */
    private void forgetOld() {
        Instant old = clock.instant().minus(KEPT);
        transactions.callNew(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from request_limit where since < ?")) {
                delete.setObject(1, Utc.of(old));
                return delete.executeUpdate();
            }
        });
    }

    private static byte[] hash(String what) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
