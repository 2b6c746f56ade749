package org.tidings.delivery;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLife;
import org.tidings.blast.BlastStateException;

/**
 * Looks every few seconds how the running blasts are doing, and pauses one that goes badly. It looks into the database, not at what this
 * node sends: so it sees what all nodes met, and the bounces and complaints that came back later. Two nodes may find the same; the pause
 * itself happens once.
 */
@ApplicationScoped
class BreakerWatch {

    private static final Logger LOG = Logger.getLogger(BreakerWatch.class);

    private final RunningCourses courses;
    private final BlastLife life;

    BreakerWatch(RunningCourses courses, BlastLife life) {
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
            LOG.warnf("Blast %s pauses itself: %s", blast.publicId, reason);
        } catch (BlastStateException notRunningAnyMore) {
            LOG.debugf("Blast %d needs no pause", blastId);
        }
    }
}
