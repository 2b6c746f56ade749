package org.tidings.delivery.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidings.message.PreparedMessage;
import org.tidings.queue.QueuedRange;
import org.tidings.queue.SeqRange;
import org.tidings.recipient.RecipientKey;

/**
 * A range of the queue that this node has leased, until each of its messages is recorded or given back. All times are of the monotonic clock.
 * Safe for use by several threads.
 */
final class ClaimedRange {

    /**
     * How long a look at the state of the blast counts. It is repeated three times as often, and no message is begun later than a second after
     * a pause or cancellation was committed.
     */
    private static final long VALID_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final QueuedRange queued;
    private final boolean marketing;
    private final PreparedMessage message;
    private final Duration lease;
    private final Consumer<ClaimedRange> completed;
    private final AtomicInteger open;
    private final Map<String, Held> held = new TreeMap<>();
    private volatile long validUntilNanos;
    private volatile long leaseUntilNanos;
    private volatile long eligibleAsOfNanos;
    private volatile boolean stopped;
    private volatile Set<RecipientKey> ineligible = Set.of();
    private @Nullable Instant dueAgain;

    /** Messages held back for a domain. */
    record Held(SeqRange seqs, int messages) {
        Held with(int seq) {
            return new Held(new SeqRange(Math.min(seqs.first(), seq), Math.max(seqs.last(), seq)), messages + 1);
        }
    }

    /**
     * A range that was just claimed.
     *
     * @param messages how many messages it has
     * @param claimedNanos when the claim began
     * @param completed called once each message has a result
     */
    ClaimedRange(
            QueuedRange queued,
            boolean marketing,
            PreparedMessage message,
            int messages,
            long claimedNanos,
            Duration lease,
            Consumer<ClaimedRange> completed) {
        this.queued = queued;
        this.marketing = marketing;
        this.message = message;
        this.lease = lease;
        this.completed = completed;
        this.open = new AtomicInteger(messages);
        this.eligibleAsOfNanos = claimedNanos;
        checked(claimedNanos);
        renewed(claimedNanos);
    }

    QueuedRange queued() {
        return queued;
    }

    /** The kind of mail: marketing, or a service notice. */
    boolean isMarketing() {
        return marketing;
    }

    PreparedMessage message() {
        return message;
    }

    /** Whether a message may be begun: the blast was being sent a moment ago, and the lease has time to spare. */
    boolean isValid(long nowNanos) {
        return !stopped && nowNanos - validUntilNanos < 0 && nowNanos - leaseUntilNanos < 0;
    }

    /** The blast was being sent at that time. */
    void checked(long nanos) {
        validUntilNanos = nanos + VALID_NANOS;
    }

    /** The lease was extended at that time. Messages are begun during five sixths of it. */
    void renewed(long nanos) {
        leaseUntilNanos = nanos + lease.toNanos() / 6 * 5;
    }

    /** Whether half of the lease is spent. */
    boolean isToBeRenewed(long nowNanos) {
        return leaseUntilNanos - nowNanos < lease.toNanos() / 3;
    }

    /** The blast is not being sent any more, or the range belongs to another node. */
    void stop() {
        stopped = true;
    }

    long eligibleAsOfNanos() {
        return eligibleAsOfNanos;
    }

    void ineligible(Set<RecipientKey> recipients, long nanos) {
        ineligible = recipients;
        eligibleAsOfNanos = nanos;
    }

    /** Whether a recipient became ineligible while its message waited. */
    boolean isIneligible(RecipientKey recipient) {
        return ineligible.contains(recipient);
    }

    /** The outcome of a message is stored. */
    void recorded() {
        close();
    }

    /** A message was not attempted, and is due again at that time. */
    void giveBack(Instant due) {
        synchronized (this) {
            dueAgain = dueAgain == null || due.isBefore(dueAgain) ? due : dueAgain;
        }
        close();
    }

    /** A message has to wait for its receiving domain. */
    void holdBack(String domain, int seq) {
        synchronized (this) {
            held.merge(domain, new Held(new SeqRange(seq, seq), 1), (known, added) -> known.with(seq));
        }
        close();
    }

    private void close() {
        if (open.decrementAndGet() == 0) {
            completed.accept(this);
        }
    }

    /** When the messages that were given back are due; null when there are none. */
    synchronized @Nullable Instant dueAgain() {
        return dueAgain;
    }

    /** What was held back, by domain. */
    synchronized Map<String, Held> held() {
        return Map.copyOf(held);
    }
}
