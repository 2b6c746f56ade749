package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Classifier;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Counts bad outcomes of a blast, in the transaction that records them, so that the circuit breaker has to look at nothing else. Only blasts
 * and receiving domains with bad outcomes have counters.
 *
 * <ul>
 *   <li>Hard bounces, by buckets of {@link #BUCKET} recipients in the order of the list. They may come back long after the relay accepted the
 *       messages, so the recipients of a bucket, and not the latest outcomes, are what they are measured against.
 *   <li>Refusals in a row because of the sender, by receiving domain and of all domains: during attempts; an acceptance starts again at 0.
 *   <li>Refusals that came back after acceptance, by receiving domain.
 * </ul>
 */
@ApplicationScoped
public class DeliveryHealth {

    /** Recipients of a bucket. */
    public static final int BUCKET = 200;

    /** In the column {@code bucket}: refusals in a row during attempts. */
    static final int IN_A_ROW = -1;
    /** In the column {@code bucket}: refusals after acceptance. */
    static final int RETURNED = -2;
    /** In the column {@code bucket}: the row holds the time of the last resumption, in seconds since 1970. */
    static final int RESUMED = -3;

    private static final String ALL_DOMAINS = "";
    private static final Set<String> BLOCKING = Set.copyOf(Classifier.blockingRules());

    private final Transactions transactions;
    private final Dictionary dictionary;
    private final Event<Worsened> worsened;
    private volatile Map<Long, Set<String>> refusing = Map.of();
    private volatile long readAgainNanos = System.nanoTime();

    DeliveryHealth(Transactions transactions, Dictionary dictionary, Event<Worsened> worsened) {
        this.transactions = transactions;
        this.dictionary = dictionary;
        this.worsened = worsened;
    }

    /** Counters of these blasts went up, or complaints arrived. Fired within the transaction. */
    public record Worsened(Set<Long> blastIds) {}

    /**
     * The counters of one blast.
     *
     * @param mostBounces hard bounces of the worst bucket
     * @param refusalsInARow by receiving domain, during attempts
     * @param refusalsOfAll in a row, during attempts, whatever the domain
     * @param returned refusals after acceptance, by receiving domain
     */
    public record Counters(
            int mostBounces, Map<String, Integer> refusalsInARow, int refusalsOfAll, Map<String, Integer> returned) {}

    private record Counter(String domain, int bucket) {}

    /**
     * One bad outcome.
     *
     * @param at when it happened
     * @param sentAt when the message had been accepted; null for the outcome of an attempt
     */
    private record Bad(
            Counter counter, Instant at, @Nullable Instant sentAt) {

        /** @param accepted the latest acceptance of the batch by domain */
        boolean isEnded(Map<String, Instant> accepted) {
            return counter.bucket == IN_A_ROW && at.isBefore(accepted.getOrDefault(counter.domain, Instant.MIN));
        }
    }

    /** The bad outcomes of one batch, and the acceptances that end a row of refusals. */
    static final class Change {

        private final Map<Long, List<Bad>> bad = new TreeMap<>();
        /** The latest acceptance of each blast, by receiving domain and of all domains. */
        private final Map<Long, Map<String, Instant>> accepted = new TreeMap<>();

        private final Set<Long> complained = new HashSet<>();

        /** @param before status before the event was applied to the row */
        void record(NewEvent event, RecipientRow row, RecipientStatus before) {
            String domain = domain(row.email);
            boolean attempt = event.attempt() > 0;
            switch (event.type()) {
                case BOUNCED -> {
                    if (before != row.status) { // several reports of one bounce count once
                        add(event, row, ALL_DOMAINS, (row.key.seq() - 1) / BUCKET);
                    }
                }
                case BLOCKED -> {
                    if (attempt) {
                        add(event, row, domain, IN_A_ROW);
                        add(event, row, ALL_DOMAINS, IN_A_ROW);
                    } else if (before != row.status) {
                        add(event, row, domain, RETURNED);
                    }
                }
                case DEFERRED, GAVE_UP -> {
                    if (attempt && event.rule() != null && BLOCKING.contains(event.rule())) {
                        add(event, row, domain, IN_A_ROW);
                    }
                }
                case COMPLAINED -> complained.add(row.key.blastId());
                case ACCEPTED, DELIVERED -> {
                    if (attempt) {
                        accepted(row.key.blastId(), domain, event.at());
                    }
                }
                default -> {}
            }
        }

        private void add(NewEvent event, RecipientRow row, String domain, int bucket) {
            bad.computeIfAbsent(row.key.blastId(), none -> new ArrayList<>())
                    .add(new Bad(new Counter(domain, bucket), event.at(), event.attempt() > 0 ? null : row.sentAt));
        }

        void accepted(long blastId, String domain, Instant at) {
            Map<String, Instant> latest = accepted.computeIfAbsent(blastId, none -> new HashMap<>());
            for (String row : List.of(domain, ALL_DOMAINS)) {
                latest.merge(row, at, (one, other) -> one.isAfter(other) ? one : other);
            }
        }

        boolean isBad(long blastId) {
            return bad.containsKey(blastId);
        }

        private Set<Long> blasts() {
            Set<Long> all = new HashSet<>(bad.keySet());
            all.addAll(complained);
            return all;
        }
    }

    /** Domains of this blast that refused in a row, as of a second ago at most. */
    Set<String> refusing(Connection connection, long blastId) throws SQLException {
        long now = System.nanoTime();
        if (now - readAgainNanos >= 0) {
            readAgainNanos = now + TimeUnit.SECONDS.toNanos(1);
            refusing = readRefusing(connection);
        }
        return refusing.getOrDefault(blastId, Set.of());
    }

    private static Map<Long, Set<String>> readRefusing(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select blast_id, domain from delivery_health where bucket = " + IN_A_ROW);
                ResultSet row = select.executeQuery()) {
            Map<Long, Set<String>> found = new HashMap<>();
            while (row.next()) {
                found.computeIfAbsent(row.getLong(1), none -> new HashSet<>()).add(row.getString(2));
            }
            return found;
        }
    }

    /** Stores what a batch adds; last in its transaction. By {@code delivery_health_pk}, in its order. */
    void store(Connection connection, Change change) throws SQLException {
        for (Map.Entry<Long, Map<String, Instant>> blast : change.accepted.entrySet()) {
            reset(connection, blast.getKey(), blast.getValue().keySet());
        }
        for (Map.Entry<Long, List<Bad>> blast : change.bad.entrySet()) {
            Map<String, Instant> accepted = change.accepted.getOrDefault(blast.getKey(), Map.of());
            add(
                    connection,
                    blast.getKey(),
                    blast.getValue().stream()
                            .filter(one -> !one.isEnded(accepted))
                            .toList());
        }
        Set<Long> blasts = change.blasts();
        if (!blasts.isEmpty()) {
            readAgainNanos = System.nanoTime();
            worsened.fire(new Worsened(blasts));
        }
    }

    private static void add(Connection connection, long blastId, List<Bad> outcomes) throws SQLException {
        Instant baseline = baseline(connection, blastId);
        Map<Counter, Integer> counters = new TreeMap<>(
                Comparator.comparing(Counter::domain).thenComparingInt(Counter::bucket)); // the order of the locks
        for (Bad one : outcomes) {
            if (one.sentAt() == null || !one.sentAt().isBefore(baseline)) {
                counters.merge(one.counter(), 1, Integer::sum);
            }
        }
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into delivery_health"
                        + " (blast_id, domain, bucket, bad) values (?, ?, ?, ?) on duplicate key update bad = bad + values(bad)")) {
            for (Map.Entry<Counter, Integer> counter : counters.entrySet()) {
                upsert.setLong(1, blastId);
                upsert.setString(2, counter.getKey().domain());
                upsert.setInt(3, counter.getKey().bucket());
                upsert.setInt(4, counter.getValue());
                upsert.executeUpdate();
            }
        }
    }

    /** What was accepted before the blast was last resumed does not count. */
    private static Instant baseline(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select bad from delivery_health where blast_id = ? and domain = '' and bucket = " + RESUMED)) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Instant.ofEpochSecond(row.getLong(1)) : Instant.EPOCH;
            }
        }
    }

    /** An acceptance ends the row of refusals of its domain, and that of all domains. */
    private void reset(Connection connection, long blastId, Set<String> domains) throws SQLException {
        Set<String> ended = new HashSet<>(refusing(connection, blastId));
        ended.retainAll(domains);
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from delivery_health where blast_id = ? and domain = ? and bucket = " + IN_A_ROW)) {
            for (String domain : ended) {
                delete.setLong(1, blastId);
                delete.setString(2, domain);
                delete.executeUpdate();
            }
        }
        if (!ended.isEmpty()) {
            readAgainNanos = System.nanoTime();
        }
    }

    /** By {@code delivery_health_pk}. */
    public Counters counters(long blastId) {
        return transactions.call(connection -> {
            int bounces = 0;
            int ofAll = 0;
            Map<String, Integer> inARow = new HashMap<>();
            Map<String, Integer> returned = new HashMap<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select domain, bucket, bad from delivery_health where blast_id = ?")) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        String domain = row.getString(1);
                        int bad = row.getInt(3);
                        switch (row.getInt(2)) {
                            case IN_A_ROW -> {
                                if (domain.isEmpty()) {
                                    ofAll = bad;
                                } else {
                                    inARow.put(domain, bad);
                                }
                            }
                            case RETURNED -> returned.put(domain, bad);
                            case RESUMED -> {}
                            default -> bounces = Math.max(bounces, bad);
                        }
                    }
                }
            }
            return new Counters(bounces, inARow, ofAll, returned);
        });
    }

    /** Starts again at 0, and counts only what happens to messages that are sent from now on. Part of the caller's transaction if there is one. */
    public void resume(long blastId, Instant now) {
        transactions.run(connection -> {
            delete(connection, blastId);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into delivery_health (blast_id, domain, bucket, bad) values (?, '', " + RESUMED + ", ?)")) {
                insert.setLong(1, blastId);
                insert.setLong(2, now.getEpochSecond());
                insert.executeUpdate();
            }
        });
    }

    /** Deletes the counters of a blast that is no longer watched. Part of the caller's transaction if there is one. */
    public void forget(long blastId) {
        transactions.run(connection -> delete(connection, blastId));
    }

    private static void delete(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from delivery_health where blast_id = ?")) {
            delete.setLong(1, blastId);
            delete.executeUpdate();
        }
    }

    /**
     * The longest run of refusals after acceptance, among the attempted recipients of a domain in the order of the list. By
     * {@code recipient_pk}, through the whole list: for domains with many such refusals only.
     */
    public int longestRunReturned(long blastId, String domain) {
        Set<Integer> blocking = Set.copyOf(dictionary.ids(BLOCKING).values());
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select status, reason_key, sent_at"
                    + " from recipient force index (primary) where blast_id = ? and attempts > 0 and sent_at >= ?"
                    + " and substring_index(email, '@', -1) = ? order by seq")) {
                select.setLong(1, blastId);
                select.setObject(2, Utc.of(baseline(connection, blastId)));
                select.setString(3, domain);
                int longest = 0;
                int run = 0;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        boolean refused = RecipientStatus.of(row.getInt(1)) == RecipientStatus.FAILED
                                && blocking.contains(row.getInt(2));
                        run = refused ? run + 1 : 0;
                        longest = Math.max(longest, run);
                    }
                }
                return longest;
            }
        });
    }

    static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }
}
