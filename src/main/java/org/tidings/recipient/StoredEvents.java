package org.tidings.recipient;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Reads and writes events for the {@link Ledger}. Events are clustered by recipient, and a hash of their source is part of the key. */
final class StoredEvents {

    /** The value of the column {@code link} for events without a link. */
    static final int NO_LINK = -1;

    /** Maximum number of stored events of one recipient that are feedback from outside. */
    static final int MOST_FEEDBACK = 50;

    private static final Set<EventType> FEEDBACK = EnumSet.of(
            EventType.ACCEPTED,
            EventType.DELIVERED,
            EventType.DEFERRED,
            EventType.BOUNCED,
            EventType.BLOCKED,
            EventType.GAVE_UP,
            EventType.SUSPECTED,
            EventType.LEFT_OUT_INVALID,
            EventType.COMPLAINED,
            EventType.NOT_SPAM,
            EventType.UNSUBSCRIBED,
            EventType.AUTO_REPLIED,
            EventType.UNCLEAR,
            EventType.GOT_IT,
            EventType.ANSWERED);

    private static final MultiRow INSERT = new MultiRow(
            "insert into recipient_event"
                    + " (blast_id, seq, source, type, at, automatic, undecided, unconfirmed, link, visitor, code, detail) values",
            12,
            "");
    private static final MultiRow INSERT_PENDING =
            new MultiRow("insert into pending_hit (settle_at, blast_id, seq, source, network) values", 5, "");

    private StoredEvents() {}

    /**
     * An event with its source, as stored in the key.
     *
     * @param surplus whether the event is applied but not stored
     */
    record Sourced(NewEvent event, long source, boolean surplus) {
        Sourced(NewEvent event, long source) {
            this(event, source, false);
        }

        static Sourced of(NewEvent event) {
            return new Sourced(
                    event,
                    event.sourceId() == null ? ThreadLocalRandom.current().nextLong() : hash(event.sourceId()));
        }

        Sourced judged(RecipientRow row) {
            return new Sourced(event.judged(row.sentAt), source, surplus);
        }

        Sourced confirmed() {
            return new Sourced(event.confirmed(), source, surplus);
        }

        Sourced asSurplus() {
            return new Sourced(event, source, true);
        }
    }

    /** The stored events of a recipient. */
    private static final class Stored {
        private final Set<Long> sources = new HashSet<>();
        private int feedback;
        private int deferrals;

        void add(long source, EventType type) {
            sources.add(source);
            if (type == EventType.DEFERRED) {
                deferrals++;
            } else if (FEEDBACK.contains(type)) {
                feedback++;
            }
        }

        /** Deferred attempts of our own are no feedback. */
        boolean isFull(RecipientRow row) {
            int ownDeferrals = row.attempts - (row.sentAt == null ? 0 : 1);
            return feedback + Math.max(0, deferrals - ownDeferrals) >= MOST_FEEDBACK;
        }
    }

    /** Two sources of one recipient have the same hash with a probability of less than 2^-60. */
    static long hash(String sourceId) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(sourceId.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sha256).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The events of known recipients that were not applied before, classified. The rows are locked, so no other writer applies them
     * concurrently.
     */
    static List<Sourced> withoutApplied(
            Connection connection, List<NewEvent> events, Map<RecipientKey, RecipientRow> rows) throws SQLException {
        Set<RecipientKey> asked = new HashSet<>();
        List<NewEvent> known = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            RecipientRow row = rows.get(event.recipient());
            if (row != null && !row.knows(event)) {
                known.add(event);
                if (event.sourceId() != null) {
                    asked.add(event.recipient());
                }
            }
        }
        Map<RecipientKey, Stored> applied = stored(connection, asked);
        List<Sourced> fresh = new ArrayList<>(known.size());
        for (NewEvent event : known) {
            Sourced sourced = Sourced.of(event);
            RecipientRow row = Objects.requireNonNull(rows.get(event.recipient()));
            if (event.sourceId() == null) {
                fresh.add(sourced.judged(row));
                continue;
            }
            Stored stored = applied.computeIfAbsent(event.recipient(), none -> new Stored());
            if (stored.sources.contains(sourced.source())) {
                continue;
            }
            boolean surplus = event.limited() && stored.isFull(row);
            fresh.add(surplus ? sourced.asSurplus() : sourced.judged(row));
            if (surplus) {
                stored.sources.add(sourced.source());
            } else {
                stored.add(sourced.source(), event.type());
            }
        }
        return fresh;
    }

    /** Uses {@code recipient_event_pk}. */
    private static Map<RecipientKey, Stored> stored(Connection connection, Collection<RecipientKey> recipients)
            throws SQLException {
        Map<RecipientKey, Stored> found = new HashMap<>();
        for (Map.Entry<Long, List<Integer>> blast : byBlast(recipients).entrySet()) {
            InList list = new InList(blast.getValue());
            try (PreparedStatement select = connection.prepareStatement(
                    "select seq, source, type from recipient_event where blast_id = ? and seq in " + list.marks())) {
                select.setLong(1, blast.getKey());
                list.bind(select, 2);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.computeIfAbsent(new RecipientKey(blast.getKey(), row.getInt(1)), none -> new Stored())
                                .add(row.getLong(2), EventType.of(row.getInt(3)));
                    }
                }
            }
        }
        return found;
    }

    static Map<Long, List<Integer>> byBlast(Collection<RecipientKey> recipients) {
        Map<Long, List<Integer>> byBlast = new TreeMap<>();
        recipients.stream()
                .sorted()
                .forEach(key -> byBlast.computeIfAbsent(key.blastId(), none -> new ArrayList<>())
                        .add(key.seq()));
        return byBlast;
    }

    /** @param dictionary the numbers of the user agents */
    static void append(Connection connection, List<Sourced> events, Map<String, Integer> dictionary)
            throws SQLException {
        List<Sourced> stored = events.stream()
                .filter(sourced -> !sourced.surplus() && !sourced.event().isAcceptedAttempt())
                .toList();
        INSERT.execute(connection, stored, (insert, first, sourced) -> {
            NewEvent event = sourced.event();
            int i = first;
            insert.setLong(i++, event.recipient().blastId());
            insert.setInt(i++, event.recipient().seq());
            insert.setLong(i++, sourced.source());
            insert.setInt(i++, event.type().code());
            insert.setObject(i++, Utc.of(event.at()));
            insert.setBoolean(i++, event.automatic());
            insert.setBoolean(i++, event.settleAt() != null);
            insert.setBoolean(i++, event.unconfirmed());
            insert.setInt(i++, event.link() == null ? NO_LINK : event.link());
            insert.setInt(i++, event.visitor() == null ? 0 : dictionary.getOrDefault(event.visitor(), 0));
            insert.setString(i++, event.code());
            insert.setString(i++, event.detail());
            return i;
        });
        INSERT_PENDING.execute(
                connection,
                stored.stream()
                        .filter(sourced -> sourced.event().settleAt() != null)
                        .toList(),
                (insert, first, sourced) -> {
                    insert.setObject(
                            first, Utc.of(Objects.requireNonNull(sourced.event().settleAt())));
                    insert.setLong(first + 1, sourced.event().recipient().blastId());
                    insert.setInt(first + 2, sourced.event().recipient().seq());
                    insert.setLong(first + 3, sourced.source());
                    insert.setLong(first + 4, sourced.event().network());
                    return first + 5;
                });
    }
}
