package org.tidings.delivery.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastStates;
import org.tidings.delivery.throttle.DomainThrottle;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.DeliveryQueue;
import org.tidings.queue.NewRanges;
import org.tidings.queue.QueuedRange;
import org.tidings.queue.SeqRange;
import org.tidings.recipient.QueuedRecipients;

/**
 * The ranges that this node has leased. Keeps their leases and their view of the blasts up to date, and settles those whose messages all have
 * a result. Safe for use by several threads.
 */
final class ClaimedRanges {

    private static final Logger LOG = Logger.getLogger(ClaimedRanges.class);

    /** A range held for longer is asked for recipients that became ineligible meanwhile. */
    private static final long ELIGIBILITY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** After an outage of the database, all nodes store what they sent before any of them claims again. */
    private static final Duration AFTER_OUTAGE = Duration.ofMillis(2_500);

    private final DeliveryQueue queue;
    private final QueuedRecipients recipients;
    private final BlastStates states;
    private final Transactions transactions;
    private final DomainThrottle domainThrottle;
    private final String node;
    private final Duration lease;
    private final Clock clock;
    private final Map<Long, ClaimedRange> held = new ConcurrentHashMap<>();
    private final Queue<ClaimedRange> completed = new ConcurrentLinkedQueue<>();
    private volatile long claimAgainNanos = System.nanoTime();

    ClaimedRanges(
            DeliveryQueue queue,
            QueuedRecipients recipients,
            BlastStates states,
            Transactions transactions,
            DomainThrottle domainThrottle,
            String node,
            Duration lease,
            Clock clock) {
        this.queue = queue;
        this.recipients = recipients;
        this.states = states;
        this.transactions = transactions;
        this.domainThrottle = domainThrottle;
        this.node = node;
        this.lease = lease;
        this.clock = clock;
    }

    /** Claims ranges; none for a moment after the database was away. */
    List<QueuedRange> claim(int ranges, int messages) {
        if (isAfterOutage()) {
            return List.of();
        }
        List<QueuedRange> claimed = timed(() -> queue.claim(ranges, messages, node, lease));
        if (isAfterOutage()) {
            claimed.forEach(range -> queue.giveBack(range.id(), node, clock.instant()));
            return List.of();
        }
        return claimed.stream().filter(this::isNew).toList();
    }

    /** Another node may have taken over a range and returned it while messages of it are still with the relay of this one. */
    private boolean isNew(QueuedRange range) {
        if (!held.containsKey(range.id())) {
            return true;
        }
        queue.giveBack(range.id(), node, clock.instant().plus(AFTER_OUTAGE));
        return false;
    }

    /** Makes ready what is due; nothing for a moment after the database was away. */
    void promoteDue() {
        if (!isAfterOutage()) {
            queue.promoteDue(held.keySet());
        }
    }

    void add(ClaimedRange range) {
        held.put(range.queued().id(), range);
    }

    /** Each message of the range has a result. */
    void complete(ClaimedRange range) {
        completed.add(range);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** A range of a blast that is not being sent, or is gone. */
    void settleUnsendable(QueuedRange range) {
        transactions.run(connection -> settleByState(range, null));
    }

    /** A range that cannot be sent at the moment. */
    void giveBack(QueuedRange range, Instant dueAt) {
        queue.giveBack(range.id(), node, dueAt);
    }

    /** Stops what is held of a blast that was just paused. */
    void stop(long blastId) {
        held.values().stream()
                .filter(range -> range.queued().blastId() == blastId)
                .forEach(ClaimedRange::stop);
    }

    /** Deletes completed ranges, or returns to the queue what of them was not sent. A range stays in memory until that is committed. */
    void settle() {
        List<ClaimedRange> finished = new ArrayList<>();
        for (ClaimedRange range = completed.poll(); range != null; range = completed.poll()) {
            finished.add(range);
        }
        if (finished.isEmpty()) {
            return;
        }
        List<ClaimedRange> failed = new ArrayList<>();
        try {
            List<ClaimedRange> done = finished.stream()
                    .filter(range -> range.dueAgain() == null && range.held().isEmpty())
                    .toList();
            queue.finish(done.stream().map(range -> range.queued().id()).toList(), node);
            done.forEach(range -> held.remove(range.queued().id(), range));
            finished.removeAll(done);
            while (!finished.isEmpty()) {
                ClaimedRange range = finished.get(finished.size() - 1);
                if (!isSettled(range)) {
                    failed.add(range);
                }
                finished.remove(finished.size() - 1);
            }
        } finally {
            completed.addAll(finished); // what failed is tried again
            completed.addAll(failed);
        }
    }

    /** One that the database refuses for itself must not keep the others waiting. */
    private boolean isSettled(ClaimedRange range) {
        try {
            settle(range);
            return true;
        } catch (DatabaseException failure) {
            if (failure.isOutage()) {
                throw failure;
            }
            LOG.errorf(
                    failure,
                    "A range of blast %d is given back later",
                    range.queued().blastId());
            return false;
        }
    }

    private void settle(ClaimedRange range) {
        QueuedRange queued = range.queued();
        Instant now = clock.instant();
        Instant dueAgain = range.dueAgain();
        Map<String, ClaimedRange.Held> heldBack = range.held();
        boolean isSplit = queued.domain().isEmpty() && dueAgain == null;
        List<NewRanges.LaterAttempt> later = !isSplit // reserved once, even if the transaction is repeated
                ? List.of()
                : heldBack.entrySet().stream()
                        .map(entry -> waiting(queued, entry.getKey(), entry.getValue(), now))
                        .toList();
        transactions.run(connection -> {
            if (!queued.domain().isEmpty() && !heldBack.isEmpty()) {
                queue.giveBack(queued.id(), node, domainThrottle.again(queued.domain(), now));
                return;
            }
            if (dueAgain != null) {
                // those held back are read again with the others, and held back again
                settleByState(queued, dueAgain);
                return;
            }
            if (queue.finish(List.of(queued.id()), node)
                    > 0) { // otherwise taken over: the other node sends what is left
                NewRanges.add(connection, later);
            }
        });
        held.remove(queued.id(), range);
    }

    private NewRanges.LaterAttempt waiting(QueuedRange range, String domain, ClaimedRange.Held heldBack, Instant now) {
        return new NewRanges.LaterAttempt(
                range.accountId(),
                range.blastId(),
                new SeqRange(heldBack.seqs().first(), heldBack.seqs().last()),
                range.attempt(),
                domain,
                domainThrottle.reserve(domain, range.blastId(), heldBack.messages(), now));
    }

    private void settleByState(QueuedRange range, @Nullable Instant dueAgain) {
        switch (states.lock(range.blastId())) {
            case SEND -> queue.giveBack(range.id(), node, dueAgain == null ? clock.instant() : dueAgain);
            case HOLD -> queue.hold(range.id(), node);
            case DELETE -> queue.finish(List.of(range.id()), node);
        }
    }

    /** Called a few times a second. */
    void refresh() {
        if (held.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        List<ClaimedRange> ranges = List.copyOf(held.values());
        Set<Long> sendable = timed(() -> states.sendable(
                ranges.stream().map(range -> range.queued().blastId()).collect(Collectors.toSet())));
        renew(ranges, now);
        List<ClaimedRange> sent = new ArrayList<>();
        for (ClaimedRange range : ranges) {
            if (sendable.contains(range.queued().blastId())) {
                range.checked(now);
                sent.add(range);
            } else {
                range.stop();
            }
        }
        for (ClaimedRange range : sent) {
            if (now - range.eligibleAsOfNanos() > ELIGIBILITY_NANOS) {
                range.ineligible(recipients.ineligible(range.queued(), range.isMarketing()), now);
            }
        }
    }

    private void renew(List<ClaimedRange> ranges, long now) {
        List<ClaimedRange> due =
                ranges.stream().filter(range -> range.isToBeRenewed(now)).toList();
        List<Long> ids = due.stream().map(range -> range.queued().id()).toList();
        Set<Long> ours = timed(() -> queue.renew(ids, node, lease));
        for (ClaimedRange range : due) {
            if (ours.contains(range.queued().id())) {
                range.renewed(now);
            } else {
                range.stop();
            }
        }
    }

    /** To be called as long as the database is away. */
    void databaseWasAway() {
        claimAgainNanos = System.nanoTime() + AFTER_OUTAGE.toNanos();
    }

    private boolean isAfterOutage() {
        return System.nanoTime() - claimAgainNanos < 0;
    }

    /** Asks the database. One that hangs and then continues refuses nothing, yet it was away for all nodes; an answer after a third of a lease shows it. */
    private <T> T timed(Supplier<T> question) {
        long began = System.nanoTime();
        try {
            return question.get();
        } finally {
            if (System.nanoTime() - began > lease.toNanos() / 3) {
                databaseWasAway();
            }
        }
    }
}
