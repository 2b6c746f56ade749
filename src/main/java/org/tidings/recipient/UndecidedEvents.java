package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Utc;

/**
 * Stored opens and clicks for which it is not known yet whether a person caused them. Read and decided in the transaction of the {@link
 * Ledger}.
 */
public final class UndecidedEvents {

    /** Reads {@code pending_hit_pk} in index order, so that only the returned rows are locked. */
    static final String CLAIM = "select settle_at, blast_id, seq, source, network from pending_hit where settle_at <= ?"
            + " order by settle_at, blast_id, seq, source limit ? for update skip locked";

    /** Reads {@code pending_hit_pk} and {@code recipient_pk} without locks. Rows are there for seconds only. */
    private static final String NEIGHBOURS = "select p.blast_id, p.seq, p.settle_at, p.network,"
            + " substring_index(r.email, '@', -1) as domain from pending_hit p"
            + " join recipient r on r.blast_id = p.blast_id and r.seq = p.seq order by p.settle_at limit 2000";

    private UndecidedEvents() {}

    /**
     * An event to be decided.
     *
     * @param event the stored event
     * @param accepted the time of acceptance; null if that is not known yet
     * @param self the event among its neighbours
     * @param requests the requests for the same message within {@link #WINDOW}, and all opens before
     * @param neighbours undecided events of all recipients
     */
    public record Case(
            NewEvent event,
            @Nullable Instant accepted,
            Neighbour self,
            List<Request> requests,
            List<Neighbour> neighbours) {}

    /** How long before and after an event other requests are evidence. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    /**
     * A request for a URL of the message.
     *
     * @param link position of the link; null for the pixel and the message's own pages
     * @param visitor the user agent, or the name of the page
     * @param counted whether it is neither automatic nor unconfirmed
     */
    public record Request(
            EventType type, Instant at, @Nullable Integer link, String visitor, boolean counted) {}

    /**
     * An undecided event of any recipient.
     *
     * @param network number of the network from which it came; 0 if unknown
     * @param domain the domain of the recipient's address
     */
    public record Neighbour(RecipientKey recipient, Instant settleAt, long network, String domain) {}

    /**
     * Decides whether a person or a machine caused the event or that cannot be known, and returns the event marked accordingly. May be called
     * twice.
     */
    @FunctionalInterface
    public interface Decision {
        NewEvent on(Case open);
    }

    record Pending(LocalDateTime settleAt, RecipientKey recipient, long source, long network) {

        Neighbour as(String email) {
            return new Neighbour(
                    recipient,
                    settleAt.toInstant(ZoneOffset.UTC),
                    network,
                    email.substring(email.lastIndexOf('@') + 1));
        }
    }

    private record Stored(
            RecipientKey recipient, long source, EventType type, Instant at, int link, int visitor, boolean counted) {

        /** An open is evidence for all later clicks, other requests for those at the same time. */
        boolean isEvidenceFor(Stored other) {
            return Duration.between(at, other.at()).abs().compareTo(WINDOW) <= 0
                    || (type == EventType.OPENED && at.isBefore(other.at()));
        }
    }

    /** Locks and returns the due events, oldest first. Events that another node is deciding are skipped. */
    static List<Pending> claim(Connection connection, Instant dueBy, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CLAIM)) {
            select.setObject(1, Utc.of(dueBy));
            select.setInt(2, limit);
            List<Pending> claimed = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    claimed.add(new Pending(
                            row.getObject(1, LocalDateTime.class),
                            new RecipientKey(row.getLong(2), row.getInt(3)),
                            row.getLong(4),
                            row.getLong(5)));
                }
            }
            return claimed;
        }
    }

    private static List<Neighbour> neighbours(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEIGHBOURS);
                ResultSet row = select.executeQuery()) {
            List<Neighbour> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Neighbour(
                        new RecipientKey(row.getLong("blast_id"), row.getInt("seq")),
                        Objects.requireNonNull(Utc.read(row, "settle_at")),
                        row.getLong("network"),
                        row.getString("domain")));
            }
            return found;
        }
    }

    /** Applies the decision to each event. Events of cleared recipients are omitted. */
    static List<StoredEvents.Sourced> decided(
            Connection connection,
            List<Pending> claimed,
            Map<RecipientKey, RecipientRow> rows,
            Dictionary dictionary,
            Decision decision)
            throws SQLException {
        Map<RecipientKey, List<Stored>> events = events(connection, rows);
        List<Neighbour> neighbours = neighbours(connection);
        List<StoredEvents.Sourced> decided = new ArrayList<>();
        for (Pending pending : claimed) {
            RecipientRow row = rows.get(pending.recipient());
            List<Stored> ofRecipient = events.getOrDefault(pending.recipient(), List.of());
            Stored stored = ofRecipient.stream()
                    .filter(event -> event.source() == pending.source())
                    .findFirst()
                    .orElse(null);
            if (row == null || stored == null) {
                continue;
            }
            List<Request> requests = ofRecipient.stream()
                    .filter(event -> event.isEvidenceFor(stored))
                    .map(event -> new Request(
                            event.type(),
                            event.at(),
                            event.link() == StoredEvents.NO_LINK ? null : event.link(),
                            dictionary.text(event.visitor()),
                            event.counted()))
                    .toList();
            NewEvent event = decision.on(
                    new Case(event(stored, dictionary), row.sentAt, pending.as(row.email), requests, neighbours));
            decided.add(new StoredEvents.Sourced(event, pending.source()));
        }
        return decided;
    }

    private static NewEvent event(Stored stored, Dictionary dictionary) {
        NewEvent event = NewEvent.of(stored.recipient(), stored.type(), stored.at())
                .byVisitor(dictionary.text(stored.visitor()));
        return stored.link() == StoredEvents.NO_LINK ? event : event.withLink(stored.link());
    }

    /** Uses {@code recipient_event_pk}. */
    private static Map<RecipientKey, List<Stored>> events(Connection connection, Map<RecipientKey, RecipientRow> rows)
            throws SQLException {
        Map<RecipientKey, List<Stored>> found = new HashMap<>();
        for (Map.Entry<Long, List<Integer>> blast :
                StoredEvents.byBlast(rows.keySet()).entrySet()) {
            InList list = new InList(blast.getValue());
            try (PreparedStatement select = connection.prepareStatement("select seq, source, type, at, link, visitor,"
                    + " not automatic and not unconfirmed as counted from recipient_event"
                    + " where blast_id = ? and seq in " + list.marks() + " and type in (" + EventType.OPENED.code()
                    + ", " + EventType.CLICKED.code() + ", " + EventType.VISITED.code() + ")")) {
                select.setLong(1, blast.getKey());
                list.bind(select, 2);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        RecipientKey key = new RecipientKey(blast.getKey(), row.getInt("seq"));
                        found.computeIfAbsent(key, none -> new ArrayList<>())
                                .add(new Stored(
                                        key,
                                        row.getLong("source"),
                                        EventType.of(row.getInt("type")),
                                        Objects.requireNonNull(Utc.read(row, "at")),
                                        row.getInt("link"),
                                        row.getInt("visitor"),
                                        row.getBoolean("counted")));
                    }
                }
            }
        }
        return found;
    }

    /** Stores the decisions, and deletes the claimed entries. Uses {@code recipient_event_pk} and {@code pending_hit_pk}. */
    static void close(
            Connection connection,
            List<Pending> claimed,
            List<StoredEvents.Sourced> decided,
            Map<String, Integer> dictionary)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update recipient_event set undecided = false,"
                + " automatic = ?, unconfirmed = ?, visitor = ? where blast_id = ? and seq = ? and source = ?")) {
            for (StoredEvents.Sourced one : decided) {
                NewEvent event = one.event();
                update.setBoolean(1, event.automatic());
                update.setBoolean(2, event.unconfirmed());
                update.setInt(3, event.visitor() == null ? 0 : dictionary.getOrDefault(event.visitor(), 0));
                update.setLong(4, event.recipient().blastId());
                update.setInt(5, event.recipient().seq());
                update.setLong(6, one.source());
                update.addBatch();
            }
            update.executeBatch();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from pending_hit where settle_at = ? and blast_id = ? and seq = ? and source = ?")) {
            for (Pending pending : claimed) {
                delete.setObject(1, pending.settleAt());
                delete.setLong(2, pending.recipient().blastId());
                delete.setInt(3, pending.recipient().seq());
                delete.setLong(4, pending.source());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
