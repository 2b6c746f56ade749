package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tidings.contact.AddressBook;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * The one door for everything that happens to a recipient. A batch of events is appended, moves the statuses by the rules of
 * {@link RecipientStatus}, keeps the blast's counters and invalidates dead addresses, all in one transaction.
 *
 * <p>The rows are locked in order of their ids before they are read, then the addresses, then the counters in order of blast: parallel
 * writers wait for each other and do not deadlock, and nothing is decided on what another one is about to change.
 */
@ApplicationScoped
public class Ledger {

    private static final Set<EventType> ADDRESS_CHANGES =
            EnumSet.of(EventType.BOUNCED, EventType.COMPLAINED, EventType.UNSUBSCRIBED);

    private final Transactions transactions;
    private final AddressBook addressBook;

    Ledger(Transactions transactions, AddressBook addressBook) {
        this.transactions = transactions;
        this.addressBook = addressBook;
    }

    /**
     * Applies the events in their order and commits. Events of unknown or cleared recipients, and those whose source id was applied
     * before, are passed over.
     *
     * @throws org.tidings.platform.database.DatabaseException when nothing could be stored
     */
    public void apply(List<NewEvent> events) {
        if (!events.isEmpty()) {
            transactions.run(connection -> {
                applyWithin(connection, events);
            });
        }
    }

    /** The same as part of the caller's transaction, for changes that belong together with others. Gives the ids of the recipients that exist. */
    public Set<Long> applyWithin(Connection connection, List<NewEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return Set.of();
        }
        Map<Long, RecipientRow> rows = lock(connection, events);
        List<NewEvent> fresh = withoutApplied(connection, events, rows);
        append(connection, fresh, rows);
        move(connection, fresh, rows);
        return rows.keySet();
    }

    /**
     * Decides events that were stored undecided ({@link NewEvent#settleAt}): from now on each counts as what its {@code decided} form says.
     * One that another node has settled meanwhile is passed over.
     */
    public void settle(List<UndecidedEvent> settled) {
        if (!settled.isEmpty()) {
            transactions.run(connection -> {
                List<NewEvent> events =
                        settled.stream().map(UndecidedEvent::event).toList();
                Map<Long, RecipientRow> rows = lock(connection, events);
                List<NewEvent> ours = new ArrayList<>();
                for (UndecidedEvent undecided : settled) {
                    if (rows.containsKey(undecided.event().recipientId()) && undecided.close(connection)) {
                        ours.add(undecided.event());
                    }
                }
                move(connection, ours, rows);
            });
        }
    }

    private void move(Connection connection, List<NewEvent> events, Map<Long, RecipientRow> rows) throws SQLException {
        Map<Long, CountsChange> changes = new TreeMap<>();
        for (NewEvent event : events) {
            RecipientRow row = Objects.requireNonNull(rows.get(event.recipientId()));
            CountsChange change = changes.computeIfAbsent(row.blastId, CountsChange::new);
            change.leave(row);
            row.apply(event);
            change.enter(row, event);
        }
        store(connection, rows.values());
        changeAddresses(events, rows);
        for (CountsChange change : changes.values()) {
            change.store(connection);
        }
    }

    /** By primary key. */
    private static Map<Long, RecipientRow> lock(Connection connection, List<NewEvent> events) throws SQLException {
        List<Long> ids =
                events.stream().map(NewEvent::recipientId).distinct().sorted().toList();
        String sql = "select " + RecipientRow.COLUMNS + " from recipient where id in (" + marks(ids.size())
                + ") order by id for update";
        Map<Long, RecipientRow> rows = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.size(); i++) {
                select.setLong(i + 1, ids.get(i));
            }
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    RecipientRow row = new RecipientRow(found);
                    rows.put(row.id, row);
                }
            }
        }
        return rows;
    }

    /**
     * By {@code recipient_event_uq_source_id}. A source speaks of one recipient, whose lock keeps two writers of the same source apart; one that
     * spoke of two would be refused by that key.
     */
    private static List<NewEvent> withoutApplied(
            Connection connection, List<NewEvent> events, Map<Long, RecipientRow> rows) throws SQLException {
        List<NewEvent> known =
                events.stream().filter(e -> rows.containsKey(e.recipientId())).toList();
        Set<String> sources =
                known.stream().map(NewEvent::sourceId).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        if (!sources.isEmpty()) {
            try (PreparedStatement select = connection.prepareStatement(
                    "select source_id from recipient_event where source_id in (" + marks(sources.size()) + ")")) {
                int i = 1;
                for (String source : sources) {
                    select.setString(i++, source);
                }
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        seen.add(found.getString(1));
                    }
                }
            }
        }
        List<NewEvent> fresh = new ArrayList<>(known.size());
        for (NewEvent event : known) {
            if (event.sourceId() == null || seen.add(event.sourceId())) {
                fresh.add(event.judged(Objects.requireNonNull(rows.get(event.recipientId())).sentAt));
            }
        }
        return fresh;
    }

    private static void append(Connection connection, List<NewEvent> events, Map<Long, RecipientRow> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into recipient_event (recipient_id, blast_id, type, at, automatic, link, code, detail, source_id, settle_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (NewEvent event : events) {
                insert.setLong(1, event.recipientId());
                insert.setLong(2, Objects.requireNonNull(rows.get(event.recipientId())).blastId);
                insert.setString(3, event.type().name());
                insert.setObject(4, Utc.of(event.at()));
                insert.setBoolean(5, event.automatic());
                insert.setObject(6, event.link(), Types.INTEGER);
                insert.setString(7, event.code());
                insert.setString(8, event.detail());
                insert.setString(9, event.sourceId());
                insert.setObject(10, Utc.ofNullable(event.settleAt()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** One statement for all rows: the rows exist and are locked, so that only the update half of it ever runs. */
    private static void store(Connection connection, Collection<RecipientRow> rows) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STORE)) {
            for (RecipientRow row : rows) {
                row.bind(update);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static final String STORE = "insert into recipient (" + RecipientRow.COLUMNS + ") values ("
            + marks(RecipientRow.COLUMNS.split(",").length) + ") on duplicate key update "
            + List.of(RecipientRow.COLUMNS.split(", *")).stream()
                    .skip(4) // the keys stay
                    .map(column -> column + " = values(" + column + ")")
                    .collect(Collectors.joining(", "));

    /** In order of address, so that parallel writers do not deadlock. */
    private void changeAddresses(List<NewEvent> events, Map<Long, RecipientRow> rows) {
        events.stream()
                .filter(event -> event.counts() && ADDRESS_CHANGES.contains(event.type()))
                .sorted(Comparator.comparing(event -> addressOf(event, rows)))
                .forEach(event -> changeAddress(event, Objects.requireNonNull(rows.get(event.recipientId()))));
    }

    private static long addressOf(NewEvent event, Map<Long, RecipientRow> rows) {
        Long addressId = Objects.requireNonNull(rows.get(event.recipientId())).addressId;
        return addressId == null ? 0 : addressId;
    }

    private void changeAddress(NewEvent event, RecipientRow row) {
        if (row.addressId == null) {
            return;
        }
        switch (event.type()) {
            case BOUNCED -> {
                if (event.unproven()) {
                    addressBook.doubt(row.addressId, event.at(), reason(event, "Bounced"), event.code(), row.blastId);
                } else {
                    invalidate(event, row, row.addressId, "Bounced");
                }
            }
            case COMPLAINED -> invalidate(event, row, row.addressId, "Marked a message as spam");
            case UNSUBSCRIBED ->
                addressBook.unsubscribe(
                        row.addressId, Objects.requireNonNullElse(event.detail(), "blast"), row.blastId);
            default -> throw new IllegalArgumentException(event.type() + " does not change an address");
        }
    }

    private void invalidate(NewEvent event, RecipientRow row, long addressId, String reason) {
        addressBook.invalidate(addressId, event.at(), reason(event, reason), event.code(), row.blastId);
    }

    private static String reason(NewEvent event, String otherwise) {
        return Objects.requireNonNullElse(event.reason(), otherwise);
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
