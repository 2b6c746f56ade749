package org.tidings.delivery.breaker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.tidings.account.Account;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.BlastStateException;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.DeliveryHealth;
import org.tidings.recipient.RecipientCounts;

/**
 * Checks a blast when its failure counters increase and pauses it if a limit is exceeded. The counters cover all nodes and include asynchronous
 * bounces. If two nodes decide to pause the same blast, it is paused once.
 */
@ApplicationScoped
class BreakerWatch {

    private static final Logger LOG = Logger.getLogger(BreakerWatch.class);

    private final DeliveryHealth health;
    private final BlastLifecycle lifecycle;
    private final Event<PausedByBreaker> paused;
    private final Transactions transactions;
    private final Counter pauses;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "circuit-breaker");
        made.setDaemon(true);
        return made;
    });

    BreakerWatch(
            DeliveryHealth health,
            BlastLifecycle lifecycle,
            Event<PausedByBreaker> paused,
            Transactions transactions,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.health = health;
        this.lifecycle = lifecycle;
        this.paused = paused;
        this.pauses = Counter.builder("tidings.breaker.pauses")
                .description("Blasts that the circuit breaker of this node has paused")
                .register(meters);
    }

    void worsened(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveryHealth.Worsened event) {
        for (long blastId : event.blastIds()) {
            if (waiting.add(blastId)) {
                try {
                    thread.execute(() -> check(blastId));
                } catch (RejectedExecutionException closing) {
                    LOG.debugf("Blast %d is not checked: shutting down", blastId);
                }
            }
        }
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }

    /** Pauses the blast if a limit is exceeded. */
    void check(long blastId) {
        waiting.remove(blastId);
        try {
            QuarkusTransaction.requiringNew()
                    .call(() -> reasonToPause(blastId))
                    .ifPresent(reason -> pause(blastId, reason));
        } catch (RuntimeException failure) {
            LOG.warnf("The circuit breaker could not check blast %d: %s", blastId, failure.getMessage());
        }
    }

    private Optional<String> reasonToPause(long blastId) {
        Blast blast = Blast.findById(blastId);
        if (blast == null || blast.cleared || blast.state != BlastState.RUNNING) {
            if (blast == null || blast.state != BlastState.PAUSED) {
                health.forget(blastId);
            }
            return Optional.empty();
        }
        Account account = Account.findById(blast.accountId);
        RecipientCounts counts = RecipientCounts.of(blastId);
        return CircuitBreaker.reasonToPause(
                new CircuitBreaker.Limits(
                        account.pauseBouncePercent, account.pauseComplaintPercent, account.pauseBlockedInRow),
                new CircuitBreaker.BlastHealth(
                        health.counters(blastId),
                        counts.complaints,
                        counts.complaints - blast.complaintsAtResume,
                        counts.delivery + counts.opened + counts.clicked),
                domain -> health.longestRunReturned(blastId, domain));
    }

    private void pause(long blastId, String reason) {
        try {
            Blast blast = transactions.callNew(connection -> {
                Blast found = Blast.findById(blastId);
                lifecycle.pause(found, reason);
                return found;
            });
            pauses.increment();
            paused.fire(new PausedByBreaker(blastId));
            LOG.warnf("Blast %s is paused: %s", blast.publicId, reason);
        } catch (BlastStateException notRunningAnyMore) {
            LOG.debugf("Blast %d needs no pause", blastId);
        }
    }
}
