package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.queue.BlastQueue;
import org.tidings.recipient.DeliveryHealth;
import org.tidings.recipient.RecipientCreation;

/**
 * The transitions of a blast's life. Each is one conditional update, so that of two people (or two nodes) who want different things one
 * gets it and the other is told.
 */
@ApplicationScoped
public class BlastLifecycle {

    private final EntityManager database;
    private final RetentionConfig retention;
    private final Clock clock;
    private final Event<Changed> changed;
    private final Event<WorkAvailable> workAvailable;
    private final BlastMessages messages;
    private final BlastLinks links;
    private final RecipientCreation creation;
    private final Launcher launcher;
    private final BlastQueue queue;
    private final DeliveryHealth health;

    BlastLifecycle(
            EntityManager database,
            BlastMessages messages,
            BlastLinks links,
            RecipientCreation creation,
            Launcher launcher,
            BlastQueue queue,
            DeliveryHealth health,
            RetentionConfig retention,
            Clock clock,
            Event<Changed> changed,
            Event<WorkAvailable> workAvailable) {
        this.database = database;
        this.messages = messages;
        this.links = links;
        this.creation = creation;
        this.launcher = launcher;
        this.queue = queue;
        this.health = health;
        this.retention = retention;
        this.clock = clock;
        this.changed = changed;
        this.workAvailable = workAvailable;
    }

    /** Fired within a transaction. */
    record Changed(boolean unlaunched) {}

    /** Other threads see the work only after the commit. */
    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed event) {
        workAvailable.fireAsync(new WorkAvailable(event.unlaunched()));
    }

    /** Sends a draft now, or at a time to come. The caller has checked it ({@link SendValidation}). */
    @Transactional
    public void send(Blast blast, @Nullable Instant sendAt) {
        Instant now = clock.instant();
        creation.createCounters(blast.key());
        links.store(blast.key(), messages.prepare(blast).links());
        if (sendAt != null && sendAt.isAfter(now)) {
            move(blast, BlastState.SCHEDULED, "sendAt = ?4", List.of(sendAt));
        } else {
            move(blast, BlastState.RUNNING, "startedAt = ?4", List.of(now));
            changed.fire(new Changed(launcher.launchFirst(blast)));
            refresh(blast);
        }
    }

    /** Makes a scheduled blast a draft again. */
    @Transactional
    public void unschedule(Blast blast) {
        move(blast, BlastState.DRAFT, "sendAt = ?4", Arrays.asList((Instant) null));
    }

    @Transactional
    public void pause(Blast blast, @Nullable String reason) {
        move(blast, BlastState.PAUSED, "pauseReason = ?4", Arrays.asList(reason));
        queue.hold(blast.key());
    }

    @Transactional
    public void resume(Blast blast) {
        if (blast.state != BlastState.PAUSED) {
            throw new BlastStateException(blast, "Only a paused blast can be resumed.");
        }
        Instant now = clock.instant();
        move(blast, BlastState.RUNNING, "pauseReason = null, resumedAt = ?4", List.of(now));
        database.createNativeQuery("update blast b join recipient_counts c on c.blast_id = b.id"
                        + " set b.complaints_at_resume = c.complaints where b.id = ?1")
                .setParameter(1, blast.key())
                .executeUpdate();
        queue.resume(blast.key(), now);
        health.resume(blast.key(), now);
        changed.fire(new Changed(blast.launchedAt == null));
    }

    /** Stops it for good. Who was not attempted yet is told apart in the report until that is cleared. */
    @Transactional
    public void cancel(Blast blast) {
        Instant now = clock.instant();
        move(
                blast,
                BlastState.CANCELLED,
                "cancelledAt = ?4, clearAt = ?5, deliveryError = null, deliveryErrorSince = null",
                List.of(now, now.plus(retention.cancelledRetention())));
        queue.hold(blast.key());
        changed.fire(new Changed(blast.launchedAt == null));
    }

    /** Hides the document at once; its contents are removed in the background. Links in mails that are out go on working. */
    @Transactional
    public void delete(Blast blast) {
        int changed = Blast.update(
                "cleared = true, clearAt = ?1 where id = ?2 and cleared = false and state in ?3",
                clock.instant(),
                blast.key(),
                List.of(BlastState.values()).stream()
                        .filter(BlastState::isDeletable)
                        .toList());
        if (changed == 0) {
            throw new BlastStateException(blast, "A blast that is under way cannot be deleted. Cancel it first.");
        }
    }

    /** Marks what is finished; called whenever a node runs out of work. By {@code blast_ix_state}. @return how many */
    @Transactional
    public int completeFinished() {
        Instant now = clock.instant();
        List<Long> finished = database.createQuery(
                        "select b.id from Blast b join RecipientCounts c on c.blastId = b.id"
                                + " where b.state = :running and b.launchedAt is not null and c.waiting = 0",
                        Long.class)
                .setParameter("running", BlastState.RUNNING)
                .getResultList();
        if (finished.isEmpty()) {
            return 0;
        }
        int completed = database.createNativeQuery("update blast b join recipient_counts c on c.blast_id = b.id"
                        + " set b.state = 'COMPLETED', b.completed_at = ?1, b.clear_at = ?2,"
                        + " b.delivery_error = null, b.delivery_error_since = null"
                        + " where b.id in (?3) and b.state = 'RUNNING' and c.waiting = 0")
                .setParameter(1, now)
                .setParameter(2, now.plus(retention.retention()))
                .setParameter(3, finished)
                .executeUpdate();
        finished.forEach(health::forget); // the counters are read every second: only of blasts under way
        return completed;
    }

    /** Starts what is due. By {@code blast_ix_state}. @return how many */
    @Transactional
    public int startScheduled() {
        return Blast.update(
                "state = ?1, startedAt = ?2 where state = ?3 and sendAt <= ?2",
                BlastState.RUNNING,
                clock.instant(),
                BlastState.SCHEDULED);
    }

    private void move(Blast blast, BlastState to, String also, List<? extends @Nullable Object> values) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(to, blast.key(), to.reachedFrom()));
        parameters.addAll(values);
        int changed = Blast.update(
                "state = ?1, " + also + " where id = ?2 and state in ?3 and cleared = false", parameters.toArray());
        if (changed == 0) {
            throw new BlastStateException(blast, to);
        }
        blast.state = to;
        refresh(blast);
    }

    private void refresh(Blast blast) {
        if (database.contains(blast)) {
            database.refresh(blast);
        }
    }
}
