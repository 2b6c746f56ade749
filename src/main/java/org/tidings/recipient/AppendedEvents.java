package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** How the {@link Ledger} writes events, each source once. */
final class AppendedEvents {

    private static final MultiRow INSERT = new MultiRow(
            "insert into recipient_event"
                    + " (recipient_id, blast_id, type, at, automatic, link, code, detail, source_id, settle_at) values",
            10,
            "");

    private AppendedEvents() {}

    /**
     * The events of known recipients that were not applied before, judged. A source speaks of one recipient, whose lock keeps two writers of the
     * same source apart; one that spoke of two would be refused by {@code recipient_event_uq_source_id}.
     */
    static List<NewEvent> withoutApplied(Connection connection, List<NewEvent> events, Map<Long, RecipientRow> rows)
            throws SQLException {
        List<NewEvent> known =
                events.stream().filter(e -> rows.containsKey(e.recipientId())).toList();
        Set<String> seen = applied(
                connection,
                known.stream().map(NewEvent::sourceId).filter(Objects::nonNull).collect(Collectors.toSet()));
        List<NewEvent> fresh = new ArrayList<>(known.size());
        for (NewEvent event : known) {
            if (event.sourceId() == null || seen.add(event.sourceId())) {
                fresh.add(event.judged(Objects.requireNonNull(rows.get(event.recipientId())).sentAt));
            }
        }
        return fresh;
    }

    /** By {@code recipient_event_uq_source_id}. */
    private static Set<String> applied(Connection connection, Set<String> sources) throws SQLException {
        Set<String> applied = new HashSet<>();
        if (!sources.isEmpty()) {
            InList list = new InList(sources);
            try (PreparedStatement select = connection.prepareStatement(
                    "select source_id from recipient_event where source_id in " + list.marks())) {
                list.bind(select, 1);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        applied.add(found.getString(1));
                    }
                }
            }
        }
        return applied;
    }

    static void append(Connection connection, List<NewEvent> events, Map<Long, RecipientRow> rows) throws SQLException {
        INSERT.execute(connection, events, (insert, first, event) -> {
            int i = first;
            insert.setLong(i++, event.recipientId());
            insert.setLong(i++, Objects.requireNonNull(rows.get(event.recipientId())).blastId);
            insert.setString(i++, event.type().name());
            insert.setObject(i++, Utc.of(event.at()));
            insert.setBoolean(i++, event.automatic());
            insert.setObject(i++, event.link(), Types.INTEGER);
            insert.setString(i++, event.code());
            insert.setString(i++, event.detail());
            insert.setString(i++, event.sourceId());
            insert.setObject(i++, Utc.ofNullable(event.settleAt()));
            return i;
        });
    }
}
