package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
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
    static final String CLAIM = "select settle_at, blast_id, seq, source from pending_hit where settle_at <= ?"
            + " order by settle_at, blast_id, seq, source limit ? for update skip locked";

    private UndecidedEvents() {}

    /**
     * An event to be decided.
     *
     * @param event the stored event
     * @param accepted the time of acceptance or, if that is not known yet, of the event
     */
    public record Case(NewEvent event, Instant accepted) {}

    /**
     * A request for a URL of the message.
     *
     * @param link position of the link; null for the message's own pages, which {@code detail} distinguishes
     */
    public record Fetch(
            Instant at, @Nullable Integer link, @Nullable String detail) {}

    /**
     * Decides from the other requests around acceptance whether a machine caused the event, and returns the event marked accordingly. May be
     * called twice.
     */
    @FunctionalInterface
    public interface Decision {
        NewEvent on(Case open, List<Fetch> fetches);
    }

    record Pending(LocalDateTime settleAt, RecipientKey recipient, long source) {}

    private record Stored(RecipientKey recipient, long source, EventType type, Instant at, int link, int visitor) {}

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
                            row.getLong(4)));
                }
            }
            return claimed;
        }
    }

    /**
     * Applies the decision to each event, with the requests up to {@code window} before and after acceptance. Events of cleared recipients are
     * omitted.
     */
    static List<StoredEvents.Sourced> decided(
            Connection connection,
            List<Pending> claimed,
            Map<RecipientKey, RecipientRow> rows,
            Dictionary dictionary,
            Duration window,
            Decision decision)
            throws SQLException {
        Map<RecipientKey, List<Stored>> events = events(connection, rows);
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
            Instant accepted = row.sentAt == null ? stored.at() : row.sentAt;
            List<Fetch> fetches = ofRecipient.stream()
                    .filter(event -> event.type() == EventType.CLICKED || event.type() == EventType.VISITED)
                    .filter(event ->
                            Duration.between(accepted, event.at()).abs().compareTo(window) <= 0)
                    .map(event -> new Fetch(
                            event.at(),
                            event.link() == StoredEvents.NO_LINK ? null : event.link(),
                            dictionary.text(event.visitor())))
                    .toList();
            NewEvent event = decision.on(new Case(event(stored, dictionary), accepted), fetches);
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
            try (PreparedStatement select =
                    connection.prepareStatement("select seq, source, type, at, link, visitor from recipient_event"
                            + " where blast_id = ? and seq in " + list.marks())) {
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
                                        row.getInt("visitor")));
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
                + " automatic = ?, visitor = ? where blast_id = ? and seq = ? and source = ?")) {
            for (StoredEvents.Sourced one : decided) {
                NewEvent event = one.event();
                update.setBoolean(1, event.automatic());
                update.setInt(2, event.visitor() == null ? 0 : dictionary.getOrDefault(event.visitor(), 0));
                update.setLong(3, event.recipient().blastId());
                update.setInt(4, event.recipient().seq());
                update.setLong(5, one.source());
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
