package org.tidings.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastStateException;

/**
 * Looks every few seconds how the running blasts are doing, and at once when this node met several refusals, and pauses one that goes
 * badly. It looks into the database, not at what this node sends: so it sees what all nodes met, and the bounces and complaints that came back
 * later. Two nodes may find the same; the pause itself happens once.
 */
@ApplicationScoped
class BreakerWatch {

    private static final Logger LOG = Logger.getLogger(BreakerWatch.class);

    /** Refusals after which it looks at once. Few beside the limits, or else many more are refused until it looks. */
    private static final int WORTH_A_LOOK = 10;

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RunningCourses courses;
    private final BlastLifecycle life;
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicBoolean willLook = new AtomicBoolean();
    private final ExecutorService soon = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "breaker-watch");
        thread.setDaemon(true);
        return thread;
    });
    /** What this node holds of them is about a second's worth. */
    private final Cache<Long, Boolean> justPaused =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).build();

    BreakerWatch(RunningCourses courses, BlastLifecycle life) {
        this.courses = courses;
        this.life = life;
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            look();
        } catch (RuntimeException away) {
            LOG.debugf("Not now: %s", away.getMessage());
        }
    }

    /** Somebody's address was dead, or the message was refused, and that is on record. */
    void recordFailure() {
        if (wrong.incrementAndGet() % WORTH_A_LOOK == 0 && willLook.compareAndSet(false, true)) {
            soon.execute(() -> {
                willLook.set(false);
                long began = System.nanoTime();
                onSchedule();
                // a list with many bad addresses is not looked at all the time
                LockSupport.parkNanos(Math.max(BETWEEN_LOOKS_NANOS, 10 * (System.nanoTime() - began)));
            });
        }
    }

    /** Whether this node just paused it, so that whom it holds already is not mailed any more. */
    boolean hasJustPaused(long blastId) {
        return justPaused.getIfPresent(blastId) != null;
    }

    /** Somebody may have resumed one of them. */
    void forget(@ObservesAsync BlastLifecycle.WorkAvailable event) {
        justPaused.invalidateAll();
    }

    @PreDestroy
    void close() {
        soon.shutdownNow();
    }

    void look() {
        for (RunningCourses.Running running : courses.worthALook()) {
            CircuitBreaker.reasonToStop(running.limits(), courses.of(running), courses.crowd(running))
                    .ifPresent(reason -> pause(running.blastId(), reason));
        }
    }

    private void pause(long blastId, String reason) {
        try {
            Blast blast = courses.blast(blastId);
            life.pause(blast, reason);
            justPaused.put(blastId, true);
            LOG.warnf("Blast %s pauses itself: %s", blast.publicId, reason);
        } catch (BlastStateException notRunningAnyMore) {
            LOG.debugf("Blast %d needs no pause", blastId);
        }
    }
}
