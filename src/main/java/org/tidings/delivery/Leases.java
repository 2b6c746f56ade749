package org.tidings.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tidings.recipient.RecipientQueue;
import org.tidings.recipient.RecipientQueue.Claimed;
import org.tidings.recipient.RecipientQueue.Standing;

/**
 * The recipients this node holds, and until when. A lease that ran out (the process was stopped, or the machine asleep) is gone for good:
 * another node may have sent the message by now.
 */
final class Leases {

    /**
     * An outcome is stored within milliseconds. When one waits for so long, behind a node that hangs or a database that is slow, the sending
     * waits, too: whoever is mailed meanwhile would be mailed again if this process were killed.
     */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Behind a slow relay a claimed recipient may wait for long, and unsubscribe meanwhile. */
    private static final Duration NEWS = Duration.ofSeconds(1);

    private static final Duration AFTER_OUTAGE = Duration.ofMillis(2_500);

    private final RecipientQueue queue;
    private final String node;
    private final Duration lease;
    private final Clock clock;
    /** Those to be attempted. */
    private final Map<Long, Lent> held = new ConcurrentHashMap<>();
    /** Those attempted, until their outcomes are stored. */
    private final Map<Long, Sent> unrecorded = new ConcurrentHashMap<>();

    private volatile long awayUntilNanos = System.nanoTime();

    /** One claim; who slept through its lease may meet the next claim of the same recipient, by another thread. */
    private record Lent(Claimed claimed, Instant until) {}

    private record Sent(Instant until, long nanos) {}

    Leases(RecipientQueue queue, String node, Duration lease, Clock clock) {
        this.queue = queue;
        this.node = node;
        this.lease = lease;
        this.clock = clock;
    }

    /** Recipients that are this node's now; nobody while outcomes wait to be stored, and for a moment after the database was away. */
    List<Claimed> claim(long blastId, int limit) {
        if (isStoringSlow() || isAfterOutage()) {
            return List.of();
        }
        List<Claimed> claimed = timed(() -> queue.claim(blastId, limit, node, lease)).stream()
                .filter(recipient -> !unrecorded.containsKey(recipient.id()))
                .toList();
        if (isAfterOutage()) {
            queue.release(claimed.stream().collect(Collectors.toMap(Claimed::id, recipient -> clock.instant())), node);
            return List.of();
        }
        claimed.forEach(recipient -> held.put(recipient.id(), new Lent(recipient, recipient.leaseUntil())));
        return claimed;
    }

    /** Every node is to store first what it sent while the database was away: leases may have run out since. Call it as long as it is away. */
    void databaseWasAway() {
        awayUntilNanos = System.nanoTime() + AFTER_OUTAGE.toNanos();
    }

    private boolean isAfterOutage() {
        return System.nanoTime() - awayUntilNanos < 0;
    }

    /**
     * Asks the database. One that hangs, and then goes on where it stopped, has refused nothing; yet it was away for all nodes, which an answer
     * after a third of a lease tells.
     */
    <T> T timed(Supplier<T> question) {
        long began = System.nanoTime();
        try {
            return question.get();
        } finally {
            if (System.nanoTime() - began > lease.dividedBy(3).toNanos()) {
                databaseWasAway();
            }
        }
    }

    /** Whether an attempt may begin: the recipient is still ours, and with time to spare. */
    boolean isGood(Claimed recipient) {
        Lent lent = held.get(recipient.id());
        return lent != null
                && lent.claimed().equals(recipient)
                && clock.instant().plus(lease.dividedBy(6)).isBefore(lent.until())
                && !isStoringSlow();
    }

    /** Whether it may be mailed now: asked again when the claim is not of this moment. */
    Standing standing(Claimed recipient) {
        Instant claimed = recipient.leaseUntil().minus(lease);
        return clock.instant().isBefore(claimed.plus(NEWS))
                ? recipient.standing()
                : timed(() -> queue.standing(recipient));
    }

    private boolean isStoringSlow() {
        long now = System.nanoTime();
        return unrecorded.values().stream().anyMatch(sent -> now - sent.nanos() > SLOW_NANOS);
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
        unrecorded.forEach((id, sent) -> {
            if (halfSpent.isAfter(sent.until())) {
                ids.add(id);
            }
        });
        Instant until = now.plus(lease);
        for (long id : timed(() -> queue.renew(ids, node, until))) {
            held.computeIfPresent(id, (key, lent) -> new Lent(lent.claimed(), until));
            unrecorded.computeIfPresent(id, (key, sent) -> new Sent(until, sent.nanos()));
        }
    }

    /** The attempt is over. Until its outcome is stored, which may take as long as the database is away, this node does not send it again. */
    void attempted(long id) {
        Lent lent = held.get(id);
        unrecorded.put(id, new Sent(lent == null ? clock.instant() : lent.until(), System.nanoTime()));
        held.remove(id);
    }

    /** The outcome is stored. */
    void recorded(long id) {
        unrecorded.remove(id);
    }

    /** The outcome never will be: this node leaves the recipient alone, so that nobody is mailed twice, and goes on. */
    void unstorable(long id) {
        unrecorded.computeIfPresent(id, (key, sent) -> new Sent(sent.until(), System.nanoTime() + Long.MAX_VALUE / 2));
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
        timed(() -> {
            queue.release(ours, node);
            return true;
        });
    }
}
