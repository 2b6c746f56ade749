package org.tidings.delivery.dispatch;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.jboss.logging.Logger;
import org.tidings.blast.BlastCompletion;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.DeliveryErrors;
import org.tidings.blast.WorkAvailable;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.relay.TransportHealth;

/** Starts scheduled blasts, completes finished ones, and shows trouble with the relays on the tasks. */
@ApplicationScoped
class DeliverySchedule {

    private static final Logger LOG = Logger.getLogger(DeliverySchedule.class);

    /** Seconds after which an error that another node reported is removed: it reports it again each second, unless it is gone. */
    private static final int ERROR_OF_OTHERS = 10;

    private final BlastLifecycle lifecycle;
    private final BlastCompletion completion;
    private final DeliveryErrors errors;
    private final Relays relays;
    private final Event<WorkAvailable> workAvailable;
    /** Also an error that an earlier process reported is removed. */
    private boolean reported = true;

    private int quietSeconds;

    DeliverySchedule(
            BlastLifecycle lifecycle,
            BlastCompletion completion,
            DeliveryErrors errors,
            Relays relays,
            Event<WorkAvailable> workAvailable) {
        this.lifecycle = lifecycle;
        this.completion = completion;
        this.errors = errors;
        this.relays = relays;
        this.workAvailable = workAvailable;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void everySecond() {
        try {
            if (lifecycle.startScheduled() > 0) {
                var unused = workAvailable.fireAsync(new WorkAvailable(true));
            }
            completion.completeFinished();
            reportTrouble();
        } catch (RuntimeException failure) {
            LOG.debugf("Tried again in a second: %s", failure.getMessage());
        }
    }

    private void reportTrouble() {
        TransportHealth.Trouble trouble = relays.trouble();
        if (trouble != null) {
            errors.reportOnRunning(trouble.sentence(), trouble.since());
        } else if (reported || ++quietSeconds % ERROR_OF_OTHERS == 0) {
            errors.clear();
        }
        reported = trouble != null;
    }
}
