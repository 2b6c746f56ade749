package org.tidings.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tidings.recipient.RecipientQueue;
import org.tidings.recipient.RecipientQueue.Claimed;

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
    private final Map<Long, Lent> held = new ConcurrentHashMap<>();
    /** Those attempted, until their outcomes are stored. */
    private final Map<Long, Instant> unrecorded = new ConcurrentHashMap<>();

    /** One claim; who slept through its lease may meet the next claim of the same recipient, by another thread. */
    private record Lent(Claimed claimed, Instant until) {}

    Leases(RecipientQueue queue, String node, Duration lease, Clock clock) {
        this.queue = queue;
        this.node = node;
        this.lease = lease;
        this.clock = clock;
    }

    List<Claimed> claim(long blastId, int limit) {
        int most = Math.min(limit, MOST_UNRECORDED - unrecorded.size());
        if (most <= 0) {
            return List.of();
        }
        List<Claimed> claimed = queue.claim(blastId, most, node, lease).stream()
                .filter(recipient -> !unrecorded.containsKey(recipient.id()))
                .toList();
        claimed.forEach(recipient -> held.put(recipient.id(), new Lent(recipient, recipient.leaseUntil())));
        return claimed;
    }

    /** Whether an attempt may begin: the recipient is still ours, and with time to spare. */
    boolean isGood(Claimed recipient) {
        Lent lent = held.get(recipient.id());
        return lent != null
                && lent.claimed().equals(recipient)
                && clock.instant().plus(lease.dividedBy(6)).isBefore(lent.until());
    }

    /**
     * Called often; renews what is half spent. Also of those whose outcomes wait to be stored, be it that another node hangs in the middle of
     * a transaction: they must not be mailed again.
     */
    void renew() {
        Instant now = clock.instant();
        Instant halfSpent = now.plus(lease.dividedBy(2));
        held.values().removeIf(lent -> !now.isBefore(lent.until()));
        List<Long> ids = new ArrayList<>();
        held.forEach((id, lent) -> {
            if (halfSpent.isAfter(lent.until())) {
                ids.add(id);
            }
        });
        unrecorded.forEach((id, lentUntil) -> {
            if (halfSpent.isAfter(lentUntil)) {
                ids.add(id);
            }
        });
        Instant until = now.plus(lease);
        for (long id : queue.renew(ids, node, until)) {
            held.computeIfPresent(id, (key, lent) -> new Lent(lent.claimed(), until));
            unrecorded.computeIfPresent(id, (key, before) -> until);
        }
    }

    /** The attempt is over. Until its outcome is stored, which may take as long as the database is away, this node does not send it again. */
    void attempted(long id) {
        Lent lent = held.get(id);
        unrecorded.put(id, lent == null ? clock.instant() : lent.until());
        held.remove(id);
    }

    /** The outcome is stored. */
    void recorded(long id) {
        unrecorded.remove(id);
    }

    /** Gives recipients back unattempted, each to be due at its time. */
    void release(Map<Claimed, Instant> dueAgain) {
        Map<Long, Instant> ours = new HashMap<>();
        dueAgain.forEach((recipient, due) -> held.computeIfPresent(recipient.id(), (id, lent) -> {
            if (!lent.claimed().equals(recipient)) {
                return lent;
            }
            ours.put(id, due);
            return null;
        }));
        queue.release(ours, node);
    }
}
