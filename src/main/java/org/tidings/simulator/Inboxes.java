package org.tidings.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Stores the newest deliveries of all mailboxes in memory, limited by number and by bytes. Thread-safe. */
final class Inboxes {
    private final int keptMessages;
    private final long keptBytes;

    private final Deque<Arrival> newestFirst = new ArrayDeque<>();
    private final Map<String, Arrival> byId = new HashMap<>();
    private final Map<String, Deque<Arrival>> byAddress = new HashMap<>();
    private long bytes;

    Inboxes(int keptMessages, long keptBytes) {
        this.keptMessages = keptMessages;
        this.keptBytes = keptBytes;
    }

    synchronized void add(Arrival arrival) {
        newestFirst.addFirst(arrival);
        byId.put(arrival.id(), arrival);
        byAddress
                .computeIfAbsent(key(arrival.address()), k -> new ArrayDeque<>(4))
                .addFirst(arrival);
        bytes += arrival.size();
        while (newestFirst.size() > 1 && (newestFirst.size() > keptMessages || bytes > keptBytes)) {
            forget(newestFirst.removeLast());
        }
    }

    private void forget(Arrival oldest) {
        bytes -= oldest.size();
        byId.remove(oldest.id());
        byAddress.computeIfPresent(key(oldest.address()), (address, inbox) -> {
            inbox.removeLast();
            return inbox.isEmpty() ? null : inbox;
        });
    }

    synchronized Optional<Arrival> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Newest first. */
    synchronized List<Arrival> of(String address) {
        Deque<Arrival> inbox = byAddress.get(key(address));
        return inbox == null ? List.of() : List.copyOf(inbox);
    }

    /**
     * Returns the mailboxes with the newest mail.
     *
     * @param part text that the address must contain, ignoring case; empty for all
     * @param shown which deliveries are shown
     * @param most the maximum number of mailboxes
     * @return newest first, each with its deliveries, newest first
     */
    synchronized Map<String, List<Arrival>> search(String part, Predicate<Arrival> shown, int most) {
        String wanted = key(part.strip());
        Map<String, List<Arrival>> found = new LinkedHashMap<>();
        for (Arrival arrival : newestFirst) {
            String address = key(arrival.address());
            if (found.size() == most) {
                break;
            }
            if (address.contains(wanted) && !found.containsKey(address) && shown.test(arrival)) {
                found.put(address, of(address).stream().filter(shown).toList());
            }
        }
        return found;
    }

    /** The number of stored deliveries. */
    synchronized int size() {
        return newestFirst.size();
    }

    /** The total size of the stored messages in bytes. */
    synchronized long bytes() {
        return bytes;
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
