package org.tidings.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tidings.recipient.RecipientQueue;

/**
 * The recipients this node holds, and until when. A lease that ran out (the process was stopped, or the machine asleep) is gone for good:
 * another node may have sent the message by now.
 */
final class Leases {

    /** Outcomes that wait to be stored: a few hundred at full speed. Above it the sending waits, since a killed process forgets them. */
    private static final int MOST_UNRECORDED = 2_000;

    private final RecipientQueue queue;
    private final String node;
    private final Duration lease;
    private final Clock clock;
    /** Those to be attempted. */
    private final Map<Long, Instant> held = new ConcurrentHashMap<>();
    /** Those attempted, until their outcomes are stored. */
    private final Map<Long, Instant> unrecorded = new ConcurrentHashMap<>();

    Leases(RecipientQueue queue, String node, Duration lease, Clock clock) {
        this.queue = queue;
        this.node = node;
        this.lease = lease;
        this.clock = clock;
    }

    List<RecipientQueue.Claimed> claim(long blastId, int limit) {
        int most = Math.min(limit, MOST_UNRECORDED - unrecorded.size());
        if (most <= 0) {
            return List.of();
        }
        List<RecipientQueue.Claimed> claimed = queue.claim(blastId, most, node, lease).stream()
                .filter(recipient -> !unrecorded.containsKey(recipient.id()))
                .toList();
        claimed.forEach(recipient -> held.put(recipient.id(), recipient.leaseUntil()));
        return claimed;
    }

    /** Whether an attempt may begin: the recipient is still ours, and with time to spare. */
    boolean isGood(long id) {
        Instant until = held.get(id);
        return until != null && clock.instant().plus(lease.dividedBy(6)).isBefore(until);
    }

    /**
     * Called often; renews what is half spent. Also of those whose outcomes wait to be stored, be it that another node hangs in the middle of
     * a transaction: they must not be mailed again.
     */
    void renew() {
        Instant now = clock.instant();
        held.values().removeIf(until -> !now.isBefore(until));
        List<Long> ids = Stream.concat(held.entrySet().stream(), unrecorded.entrySet().stream())
                .filter(lent -> now.plus(lease.dividedBy(2)).isAfter(lent.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        Instant until = now.plus(lease);
        for (long id : queue.renew(ids, node, until)) {
            held.computeIfPresent(id, (key, before) -> until);
            unrecorded.computeIfPresent(id, (key, before) -> until);
        }
    }

    /** The attempt is over. Until its outcome is stored, which may take as long as the database is away, this node does not send it again. */
    void attempted(long id) {
        Instant until = held.get(id);
        unrecorded.put(id, until == null ? clock.instant() : until);
        held.remove(id);
    }

    /** The outcome is stored. */
    void recorded(long id) {
        unrecorded.remove(id);
    }

    /** Gives recipients back unattempted, each to be due at its time. */
    void release(Map<Long, Instant> dueById) {
        held.keySet().removeAll(dueById.keySet());
        queue.release(dueById, node);
    }
}
