package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tidings.contact.AddressBook;
import org.tidings.platform.database.Transactions;

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

    /** The same as part of the caller's transaction, for changes that belong together with others. Gives the blast of each recipient that exists. */
    public Map<Long, Long> applyWithin(Connection connection, List<NewEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return Map.of();
        }
        Map<Long, RecipientRow> rows = LockedRows.lock(connection, recipients(events, event -> event));
        List<NewEvent> fresh = AppendedEvents.withoutApplied(connection, events, rows);
        AppendedEvents.append(connection, fresh, rows);
        move(connection, fresh, rows);
        return rows.values().stream().collect(Collectors.toMap(row -> row.id, row -> row.blastId));
    }

    /**
     * Decides events that were stored undecided ({@link NewEvent#settleAt}) and whose time has come: from now on each counts as what the
     * decision says. What another node is settling at the moment is passed over.
     *
     * @param dueBy those whose time comes later are left
     * @param limit how many at most
     * @param window how long before and after the acceptance of a message the evidence lies
     * @return how many were decided
     */
    public int settleDue(Instant dueBy, int limit, Duration window, UndecidedEvents.Decision decision) {
        return transactions.call(connection -> {
            List<UndecidedEvent> due = UndecidedEvents.claim(connection, dueBy, limit);
            if (due.isEmpty()) {
                return 0;
            }
            Map<Long, RecipientRow> rows = LockedRows.lock(connection, recipients(due, UndecidedEvent::event));
            List<UndecidedEvent> decided = UndecidedEvents.decided(connection, due, rows, window, decision);
            UndecidedEvents.close(connection, decided);
            move(connection, decided.stream().map(UndecidedEvent::event).toList(), rows);
            return due.size();
        });
    }

    private static <T> SortedSet<Long> recipients(List<T> items, Function<T, NewEvent> event) {
        return items.stream()
                .map(item -> event.apply(item).recipientId())
                .collect(Collectors.toCollection(TreeSet::new));
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
        LockedRows.store(connection, rows.values());
        changeAddresses(events, rows);
        for (CountsChange change : changes.values()) {
            change.store(connection);
        }
    }

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
                    addressBook.suspect(row.addressId, event.at(), reason(event, "Bounced"), event.code(), row.blastId);
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
}
