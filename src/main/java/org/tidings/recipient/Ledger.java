package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.TrackingConsent;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.NewRanges;
import org.tidings.queue.SeqRange;
import org.tidings.suppression.SuppressionList;

/**
 * The only writer of statuses. A batch of events is appended, moves the statuses by the rules of {@link RecipientStatus}, keeps the counters
 * of the blast, writes the retries and invalidates dead addresses, all in one transaction.
 *
 * <p>Locks are taken in this order: recipients by (blast, seq), addresses, queue, counters by blast, counters of the circuit breaker by
 * (blast, domain). Acceptances come before the other recipients of a batch, so two
 * batches can still deadlock; {@link Transactions} repeats the one that the database rolls back.
 */
@ApplicationScoped
public class Ledger {

    private static final Set<EventType> ADDRESS_CHANGES = EnumSet.of(
            EventType.BOUNCED,
            EventType.SUSPECTED,
            EventType.COMPLAINED,
            EventType.UNSUBSCRIBED,
            EventType.DELIVERED,
            EventType.CLICKED,
            EventType.GOT_IT,
            EventType.ANSWERED);
    private static final Set<EventType> SHOWS_DEAD =
            EnumSet.of(EventType.BOUNCED, EventType.SUSPECTED, EventType.LEFT_OUT_INVALID);

    private static final Set<EventType> TRACKED = EnumSet.of(EventType.OPENED, EventType.CLICKED, EventType.VISITED);

    private final Transactions transactions;
    private final AddressBook addressBook;
    private final SuppressionList suppressions;
    private final Dictionary dictionary;
    private final DeliveryHealth health;
    private final MailKinds kinds;
    private final Event<EventsRecorded> recorded;

    Ledger(
            Transactions transactions,
            AddressBook addressBook,
            SuppressionList suppressions,
            Dictionary dictionary,
            DeliveryHealth health,
            MailKinds kinds,
            Event<EventsRecorded> recorded) {
        this.transactions = transactions;
        this.addressBook = addressBook;
        this.suppressions = suppressions;
        this.dictionary = dictionary;
        this.health = health;
        this.kinds = kinds;
        this.recorded = recorded;
    }

    /**
     * Applies the events in their order and commits. Ignores events of unknown or cleared recipients, and those that were applied before by
     * their source id or the number of their attempt.
     *
     * @throws org.tidings.platform.database.DatabaseException when nothing could be stored
     */
    public void apply(List<NewEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<String, Integer> numbers = numbers(events);
        transactions.run(connection -> {
            applyWithin(connection, events, numbers);
        });
    }

    /** The same as part of the caller's transaction, for changes that belong together with others. Returns the recipients that exist. */
    public Set<RecipientKey> applyWithin(Connection connection, List<NewEvent> events) throws SQLException {
        return events.isEmpty() ? Set.of() : applyWithin(connection, events, numbers(events));
    }

    private Set<RecipientKey> applyWithin(Connection connection, List<NewEvent> events, Map<String, Integer> numbers)
            throws SQLException {
        Changes changes = new Changes();
        Acceptances.Split split = Acceptances.Split.of(events);
        List<NewEvent> others = split.others();
        if (!split.accepted().isEmpty()) {
            List<NewEvent> leftOver = Acceptances.record(connection, split.accepted(), changes.counts);
            if (!leftOver.isEmpty()) {
                others.addAll(leftOver);
            }
        }
        Map<RecipientKey, RecipientRow> rows = Map.of();
        if (!others.isEmpty()) {
            rows = LockedRows.lock(connection, recipients(others));
            List<NewEvent> recorded = permitted(connection, others, rows);
            Answers answers = Answers.of(connection, recorded, rows);
            List<StoredEvents.Sourced> fresh =
                    confirmed(StoredEvents.withoutApplied(connection, answers.effective(), rows), rows);
            StoredEvents.append(connection, fresh, numbers(fresh, numbers));
            move(fresh, rows, numbers, changes);
            answers.count(changes.counts);
            answers.store(connection);
            LockedRows.store(connection, rows.values());
        }
        endRefusals(connection, split.accepted(), changes);
        store(connection, changes, rows);
        publish(connection, split.accepted(), changes);
        Set<RecipientKey> existing = new HashSet<>(rows.keySet());
        split.accepted().forEach(event -> existing.add(event.recipient()));
        return existing;
    }

    /** Without the opens, clicks and visits of people who did not permit tracking. */
    private static List<NewEvent> permitted(
            Connection connection, List<NewEvent> events, Map<RecipientKey, RecipientRow> rows) throws SQLException {
        Set<Long> tracked = new HashSet<>();
        for (NewEvent event : events) {
            RecipientRow row = rows.get(event.recipient());
            if (TRACKED.contains(event.type()) && row != null && row.addressId != null) {
                tracked.add(row.addressId);
            }
        }
        Set<Long> refused = TrackingConsent.refusedBy(connection, tracked);
        if (refused.isEmpty()) {
            return events;
        }
        return events.stream()
                .filter(event -> {
                    RecipientRow row = rows.get(event.recipient());
                    return !TRACKED.contains(event.type())
                            || row == null
                            || row.addressId == null
                            || !refused.contains(row.addressId);
                })
                .toList();
    }

    /** Only domains that refused before matter, and there are none of them as a rule. */
    private void endRefusals(Connection connection, List<NewEvent> accepted, Changes changes) throws SQLException {
        for (NewEvent event : accepted) {
            long blastId = event.recipient().blastId();
            if (event.domain() != null
                    && (changes.health.isBad(blastId)
                            || !health.refusing(connection, blastId).isEmpty())) {
                changes.health.accepted(blastId, event.domain(), event.at());
            }
        }
    }

    /** Everything a batch changes beside the recipients. */
    private static final class Changes {
        private final Map<Long, CountsChange> counts = new TreeMap<>();
        private final DeliveryHealth.Change health = new DeliveryHealth.Change();
        private List<StoredEvents.Sourced> applied = List.of();
    }

    /** The numbers of rules and visitors, before the transaction begins. */
    private Map<String, Integer> numbers(List<NewEvent> events) {
        Set<String> texts = new HashSet<>();
        for (NewEvent event : events) {
            if (event.rule() != null) {
                texts.add(event.rule());
            }
            if (event.visitor() != null) {
                texts.add(event.visitor());
            }
        }
        return dictionary.ids(texts);
    }

    /** The judgement of an early hit puts the kind of machine in front of the visitor, which makes another text. */
    private Map<String, Integer> numbers(List<StoredEvents.Sourced> judged, Map<String, Integer> known) {
        List<String> missing = judged.stream()
                .map(sourced -> sourced.event().visitor())
                .filter(visitor -> visitor != null && !known.containsKey(visitor))
                .map(Objects::requireNonNull)
                .toList();
        if (missing.isEmpty()) {
            return known;
        }
        Map<String, Integer> all = new HashMap<>(known);
        all.putAll(dictionary.ids(missing));
        return all;
    }

    /**
     * Decides events that were stored undecided ({@link NewEvent#settleAt}) and whose time has come: from now on each counts as what the
     * decision says. Passes over what another node is deciding.
     *
     * @param dueBy those whose time comes later are left
     * @param limit how many at most
     * @return how many were decided
     */
    public int resolveDue(Instant dueBy, int limit, UndecidedEvents.Decision decision) {
        return transactions.callNew(connection -> {
            List<UndecidedEvents.Pending> due = UndecidedEvents.claim(connection, dueBy, limit);
            if (due.isEmpty()) {
                return 0;
            }
            Map<RecipientKey, RecipientRow> rows = LockedRows.lock(
                    connection,
                    due.stream()
                            .map(UndecidedEvents.Pending::recipient)
                            .collect(Collectors.toCollection(TreeSet::new)));
            List<StoredEvents.Sourced> decided = UndecidedEvents.decided(connection, due, rows, dictionary, decision);
            UndecidedEvents.close(connection, due, decided, numbers(decided, Map.of()));
            Changes changes = new Changes();
            move(decided, rows, Map.of(), changes);
            LockedRows.store(connection, rows.values());
            store(connection, changes, rows);
            publish(connection, List.of(), changes);
            return due.size();
        });
    }

    /** A suspicion of an address that another blast suspected before is a hard bounce. In order of address, because the address is locked. */
    private List<StoredEvents.Sourced> confirmed(
            List<StoredEvents.Sourced> events, Map<RecipientKey, RecipientRow> rows) {
        if (events.stream().noneMatch(sourced -> sourced.event().type() == EventType.SUSPECTED)) {
            return events;
        }
        Set<StoredEvents.Sourced> confirmed = events.stream()
                .filter(sourced -> sourced.event().type() == EventType.SUSPECTED)
                .sorted(Comparator.comparing(sourced -> addressOf(sourced.event(), rows)))
                .filter(sourced -> isConfirmed(
                        sourced.event(),
                        Objects.requireNonNull(rows.get(sourced.event().recipient()))))
                .collect(Collectors.toSet());
        return events.stream()
                .map(sourced -> confirmed.contains(sourced) ? sourced.confirmed() : sourced)
                .toList();
    }

    private boolean isConfirmed(NewEvent event, RecipientRow row) {
        return row.addressId != null && suppressions.isSuspected(row.addressId, event.at(), row.key.blastId());
    }

    private static SortedSet<RecipientKey> recipients(Collection<NewEvent> events) {
        return events.stream().map(NewEvent::recipient).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void move(
            List<StoredEvents.Sourced> events,
            Map<RecipientKey, RecipientRow> rows,
            Map<String, Integer> numbers,
            Changes changes) {
        for (StoredEvents.Sourced sourced : events) {
            NewEvent event = sourced.event();
            RecipientRow row = Objects.requireNonNull(rows.get(event.recipient()));
            CountsChange counts = changes.counts.computeIfAbsent(row.key.blastId(), CountsChange::new);
            RecipientStatus before = row.status;
            counts.leave(row);
            row.apply(event, event.rule() == null ? 0 : numbers.getOrDefault(event.rule(), 0));
            counts.enter(row, event);
            if (event.counts()) {
                changes.health.record(event, row, before);
            }
        }
        changes.applied = events;
    }

    /** In the order of the locks. */
    private void store(Connection connection, Changes changes, Map<RecipientKey, RecipientRow> rows)
            throws SQLException {
        changeAddresses(changes.applied, rows);
        FallThroughs.record(connection, dead(changes.applied, rows));
        retry(connection, changes.applied, rows);
        for (CountsChange counts : changes.counts.values()) {
            counts.store(connection);
        }
        health.store(connection, changes.health);
    }

    private void publish(Connection connection, List<NewEvent> accepted, Changes changes) {
        recorded.fire(new EventsRecorded(connection, accepted, changes.applied));
    }

    /** Recipients of whom it was just found out that their address is dead, or probably dead. */
    private static Set<RecipientKey> dead(List<StoredEvents.Sourced> events, Map<RecipientKey, RecipientRow> rows) {
        return events.stream()
                .map(StoredEvents.Sourced::event)
                .filter(event -> event.counts() && SHOWS_DEAD.contains(event.type()))
                .map(NewEvent::recipient)
                .filter(key -> Objects.requireNonNull(rows.get(key)).status.isUnreachable())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void retry(
            Connection connection, List<StoredEvents.Sourced> events, Map<RecipientKey, RecipientRow> rows)
            throws SQLException {
        List<NewRanges.LaterAttempt> retries = events.stream()
                .map(StoredEvents.Sourced::event)
                .filter(event -> event.retryAt() != null
                        && Objects.requireNonNull(rows.get(event.recipient())).status == RecipientStatus.SENT)
                .map(event -> new NewRanges.LaterAttempt(
                        event.accountId(),
                        event.recipient().blastId(),
                        new SeqRange(event.recipient().seq(), event.recipient().seq()),
                        event.attempt() + 1,
                        "",
                        Objects.requireNonNull(event.retryAt())))
                .toList();
        NewRanges.add(connection, retries);
    }

    /** In order of address, so that parallel writers do not deadlock. */
    private void changeAddresses(List<StoredEvents.Sourced> events, Map<RecipientKey, RecipientRow> rows) {
        events.stream()
                .map(StoredEvents.Sourced::event)
                .filter(event -> event.counts() && ADDRESS_CHANGES.contains(event.type()))
                .sorted(Comparator.comparing(event -> addressOf(event, rows)))
                .forEach(event -> changeAddress(event, Objects.requireNonNull(rows.get(event.recipient()))));
    }

    private static long addressOf(NewEvent event, Map<RecipientKey, RecipientRow> rows) {
        Long addressId = Objects.requireNonNull(rows.get(event.recipient())).addressId;
        return addressId == null ? 0 : addressId;
    }

    private void changeAddress(NewEvent event, RecipientRow row) {
        if (row.addressId == null) {
            return;
        }
        SuppressionList.Cause cause =
                new SuppressionList.Cause(event.at(), event.reason(), event.code(), row.key.blastId());
        switch (event.type()) {
            case BOUNCED -> suppressions.hardBounce(row.addressId, cause);
            case SUSPECTED -> suppressions.suspect(row.addressId, cause);
            case DELIVERED, CLICKED, GOT_IT, ANSWERED -> suppressions.clearSuspicion(row.addressId, event.at());
            case COMPLAINED -> suppressions.complaint(row.addressId, cause);
            case UNSUBSCRIBED ->
                addressBook.record(
                        row.addressId,
                        ConsentChange.refusal(
                                kinds.of(row.key.blastId()),
                                Objects.requireNonNullElse(event.detail(), "blast"),
                                row.key.blastId()));
            default -> throw new IllegalArgumentException(event.type() + " does not change an address");
        }
    }
}
