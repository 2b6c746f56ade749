package org.tidings.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tidings.recipient.RecipientQueue;

/**
 * The recipients this node holds, and until when. A lease that ran out (the process was stopped, or the machine asleep) is gone for good:
 * another node may have sent the message by now.
 */
final class Leases {

    private final RecipientQueue queue;
    private final String node;
    private final Duration lease;
    private final Clock clock;
    private final Map<Long, Instant> held = new ConcurrentHashMap<>();
    private final Set<Long> unrecorded = ConcurrentHashMap.newKeySet();

    Leases(RecipientQueue queue, String node, Duration lease, Clock clock) {
        this.queue = queue;
        this.node = node;
        this.lease = lease;
        this.clock = clock;
    }

    List<RecipientQueue.Claimed> claim(long blastId, int limit) {
        List<RecipientQueue.Claimed> claimed = queue.claim(blastId, limit, node, lease).stream()
                .filter(recipient -> !unrecorded.contains(recipient.id()))
                .toList();
        claimed.forEach(recipient -> held.put(recipient.id(), recipient.leaseUntil()));
        return claimed;
    }

    /** Whether an attempt may begin: the recipient is still ours, and with time to spare. */
    boolean isGood(long id) {
        Instant until = held.get(id);
        return until != null && clock.instant().plus(lease.dividedBy(6)).isBefore(until);
    }

    /** Called often; renews what is half spent. */
    void renew() {
        Instant now = clock.instant();
        List<Long> ids = new ArrayList<>();
        held.forEach((id, until) -> {
            if (!now.isBefore(until)) {
                held.remove(id);
            } else if (now.plus(lease.dividedBy(2)).isAfter(until)) {
                ids.add(id);
            }
        });
        Instant until = now.plus(lease);
        queue.renew(ids, node, until);
        ids.forEach(id -> held.computeIfPresent(id, (key, before) -> until));
    }

    /** The attempt is over. Until its outcome is stored, which may take as long as the database is away, this node does not send it again. */
    void attempted(long id) {
        unrecorded.add(id);
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
