package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Utc;

/** Events whose time to be decided has come, and the evidence; read and closed in the {@link Ledger}'s transaction. */
public final class UndecidedEvents {

    /** By {@code recipient_event_ix_settle}, in its order: else every row that is looked at is locked. */
    static final String CLAIM =
            "select id, recipient_id, type, at, link, detail from recipient_event force index (recipient_event_ix_settle)"
                    + " where settle_at <= ? order by settle_at limit ? for update skip locked";

    private UndecidedEvents() {}

    /**
     * One to decide.
     *
     * @param accepted when the message was accepted or, where that is not known yet, when the event happened
     */
    public record Case(UndecidedEvent undecided, Instant accepted) {}

    /**
     * A fetch of one of the message's addresses.
     *
     * @param link null for the message's own pages; then {@code detail} tells them apart
     */
    public record Fetch(
            Instant at, @Nullable Integer link, @Nullable String detail) {}

    /** Says what an event counts as, in the light of what else of its message was fetched around its acceptance. May be asked twice. */
    @FunctionalInterface
    public interface Decision {
        UndecidedEvent on(Case open, List<Fetch> fetches);
    }

    /** Oldest first and locked; what another node has in hand is passed over. */
    static List<UndecidedEvent> claim(Connection connection, Instant dueBy, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CLAIM)) {
            select.setObject(1, Utc.of(dueBy));
            select.setInt(2, limit);
            List<UndecidedEvent> claimed = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    claimed.add(read(row));
                }
            }
            return claimed;
        }
    }

    private static UndecidedEvent read(ResultSet row) throws SQLException {
        NewEvent event = NewEvent.of(
                        row.getLong("recipient_id"),
                        EventType.valueOf(row.getString("type")),
                        Objects.requireNonNull(Utc.read(row, "at")))
                .withDetail(row.getString("detail"));
        int link = row.getInt("link");
        return new UndecidedEvent(row.getLong("id"), row.wasNull() ? event : event.withLink(link));
    }

    /** Lays each before the decision, with the fetches of its message up to {@code window} before and after acceptance. */
    static List<UndecidedEvent> decided(
            Connection connection,
            List<UndecidedEvent> claimed,
            Map<Long, RecipientRow> rows,
            Duration window,
            Decision decision)
            throws SQLException {
        List<Case> cases = claimed.stream().map(one -> opened(one, rows)).toList();
        List<Instant> accepted = cases.stream().map(Case::accepted).toList();
        Map<Long, List<Fetch>> fetches = fetches(
                connection,
                rows,
                Collections.min(accepted).minus(window),
                Collections.max(accepted).plus(window));
        return cases.stream()
                .map(open -> decision.on(
                        open,
                        fetches.getOrDefault(open.undecided().event().recipientId(), List.of()).stream()
                                .filter(fetch -> isWithin(window, open.accepted(), fetch.at()))
                                .toList()))
                .toList();
    }

    private static Case opened(UndecidedEvent undecided, Map<Long, RecipientRow> rows) {
        NewEvent event = undecided.event();
        Instant sentAt = Objects.requireNonNull(rows.get(event.recipientId())).sentAt;
        return new Case(undecided, sentAt == null ? event.at() : sentAt);
    }

    private static boolean isWithin(Duration window, Instant accepted, Instant at) {
        return Duration.between(accepted, at).abs().compareTo(window) <= 0;
    }

    /** By recipient, by {@code recipient_event_ix_recipient}. */
    private static Map<Long, List<Fetch>> fetches(
            Connection connection, Map<Long, RecipientRow> rows, Instant from, Instant to) throws SQLException {
        InList recipients = new InList(rows.keySet());
        try (PreparedStatement select =
                connection.prepareStatement("select recipient_id, at, link, detail from recipient_event"
                        + " where type in ('CLICKED', 'VISITED') and at between ? and ? and recipient_id in "
                        + recipients.marks())) {
            select.setObject(1, Utc.of(from));
            select.setObject(2, Utc.of(to));
            recipients.bind(select, 3);
            Map<Long, List<Fetch>> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getLong("recipient_id"), none -> new ArrayList<>())
                            .add(new Fetch(
                                    Objects.requireNonNull(Utc.read(row, "at")),
                                    row.getObject("link", Integer.class),
                                    row.getString("detail")));
                }
            }
            return found;
        }
    }

    /** From now on they count as what was decided. By primary key. */
    static void close(Connection connection, List<UndecidedEvent> decided) throws SQLException {
        closePersons(
                connection,
                decided.stream()
                        .filter(one -> !one.event().automatic())
                        .map(UndecidedEvent::id)
                        .toList());
        closeMachines(
                connection,
                decided.stream().filter(one -> one.event().automatic()).toList());
    }

    private static void closePersons(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        InList list = new InList(ids);
        try (PreparedStatement update = connection.prepareStatement(
                "update recipient_event set settle_at = null where id in " + list.marks())) {
            list.bind(update, 1);
            update.executeUpdate();
        }
    }

    private static void closeMachines(Connection connection, List<UndecidedEvent> machines) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update recipient_event set settle_at = null, automatic = true, detail = ? where id = ?")) {
            for (UndecidedEvent machine : machines) {
                update.setString(1, machine.event().detail());
                update.setLong(2, machine.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
