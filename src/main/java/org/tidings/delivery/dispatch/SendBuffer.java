package org.tidings.delivery.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tidings.queue.Flow;

/** Messages that were claimed and wait for a connection. Service notices come first. Safe for use by several threads. */
final class SendBuffer {

    private final Queue<QueuedMessage> notices = new ConcurrentLinkedQueue<>();
    private final Queue<QueuedMessage> others = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Lock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    void add(QueuedMessage message) {
        (message.range().queued().flow() == Flow.SERVICE ? notices : others).add(message);
        size.incrementAndGet();
        if (waiting.get() > 0) {
            lock.lock();
            try {
                added.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    @Nullable
    QueuedMessage poll() {
        QueuedMessage message = notices.poll();
        if (message == null) {
            message = others.poll();
        }
        if (message != null) {
            size.decrementAndGet();
        }
        return message;
    }

    /** Waits until there is a message, which another thread may take first. */
    void await(long time, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        waiting.incrementAndGet();
        try {
            long nanos = unit.toNanos(time);
            while (size.get() <= 0 && nanos > 0) {
                nanos = added.awaitNanos(nanos);
            }
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    int size() {
        return size.get();
    }
}
