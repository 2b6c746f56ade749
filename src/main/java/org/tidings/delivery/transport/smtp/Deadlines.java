package org.tidings.delivery.transport.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes the sockets of wires whose deadline has passed. A socket's own time-out bounds one read, not a stage of many reads, and no write at
 * all.
 */
final class Deadlines implements AutoCloseable {

    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final AtomicBoolean started = new AtomicBoolean();
    private final long periodMillis;

    /**
     * @param sendTimeout the longest time of one message; deadlines are met with a twentieth of it, at most a quarter of a second
     */
    Deadlines(Duration sendTimeout) {
        this.periodMillis = Math.max(5, Math.min(250, sendTimeout.toMillis() / 20));
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "smtp-deadlines");
            thread.setDaemon(true);
            return thread;
        });
    }

    void watch(Wire wire) {
        wires.add(wire);
        if (started.compareAndSet(false, true)) {
            var unused = timer.scheduleAtFixedRate(this::check, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        }
    }

    void forget(Wire wire) {
        wires.remove(wire);
    }

    private void check() {
        long now = System.nanoTime();
        wires.forEach(wire -> wire.closeIfExpired(now));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        wires.forEach(Wire::close);
    }
}
