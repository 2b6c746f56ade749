package org.tidings.queue;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.tidings.platform.database.Transactions;

/** Replaces the queue of the application's dispatcher in tests that claim ranges themselves. */
@Singleton
@Typed(EmptyQueue.class)
public class EmptyQueue extends DeliveryQueue {

    EmptyQueue(Transactions transactions, Clock clock) {
        super(transactions, clock);
    }

    @Override
    public List<QueuedRange> claim(int ranges, int messages, String node, Duration lease) {
        return List.of();
    }

    @Override
    public void promoteDue(Set<Long> held) {
        // nothing is due
    }
}
