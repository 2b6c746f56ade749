package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.BlastQueue;
import org.tidings.recipient.DeliveryHealth;
import org.tidings.recipient.RecipientCreation;

/**
 * The transitions of a blast's life. Each is one conditional update: when two users or nodes race, one succeeds and the
 * other gets a {@link BlastStateException}.
 */
@ApplicationScoped
public class BlastLifecycle {

    private static final Set<BlastState> DRAFT = Set.of(BlastState.DRAFT);
    /** Scheduled, or paused because the time passed while no node was running. */
    private static final Set<BlastState> UNSTARTED = Set.of(BlastState.SCHEDULED, BlastState.PAUSED);

    /** A scheduled blast that is later than this does not start by itself: it may not make sense any more. */
    private static final Duration LATEST_START = Duration.ofHours(1);

    private static final String MISSED = "Its time passed while Tidings was not running.";

    private final EntityManager database;
    private final Transactions transactions;
    private final RetentionConfig retention;
    private final Clock clock;
    private final Event<Changed> changed;
    private final Event<WorkAvailable> workAvailable;
    private final Event<BlastMoved> moved;
    private final PreparedMessages messages;
    private final BlastLinks links;
    private final RecipientCreation creation;
    private final Launcher launcher;
    private final FrozenAudience frozen;
    private final BlastQueue queue;
    private final DeliveryHealth health;
    private final BlastCompletion completion;

    BlastLifecycle(
            EntityManager database,
            Transactions transactions,
            PreparedMessages messages,
            BlastLinks links,
            RecipientCreation creation,
            Launcher launcher,
            FrozenAudience frozen,
            BlastQueue queue,
            DeliveryHealth health,
            BlastCompletion completion,
            RetentionConfig retention,
            Clock clock,
            Event<Changed> changed,
            Event<WorkAvailable> workAvailable,
            Event<BlastMoved> moved) {
        this.database = database;
        this.transactions = transactions;
        this.messages = messages;
        this.links = links;
        this.creation = creation;
        this.launcher = launcher;
        this.frozen = frozen;
        this.queue = queue;
        this.health = health;
        this.completion = completion;
        this.retention = retention;
        this.clock = clock;
        this.changed = changed;
        this.workAvailable = workAvailable;
        this.moved = moved;
    }

    /**
     * Fired within a transaction.
     *
     * @param prepared the message of a blast that begins to be sent
     */
    record Changed(long blastId, boolean unlaunched, PreparedMessages.@Nullable Prepared prepared) {}

    /** Other threads see the work only after the commit. */
    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed event) {
        if (event.prepared() != null) {
            messages.keep(event.blastId(), event.prepared());
        }
        workAvailable.fireAsync(new WorkAvailable(event.unlaunched()));
    }

    /** Sends a draft now, or at a time to come. The caller has checked it ({@link SendValidation}). */
    @Transactional
    public void send(Blast blast, @Nullable Instant sendAt) {
        Instant now = clock.instant();
        if (sendAt != null && sendAt.isAfter(now)) {
            schedule(blast, sendAt, false);
        } else {
            begin(blast, sendAt, now);
        }
    }

    /** Sends a draft after a time within which {@link #unschedule} makes it a draft again. */
    @Transactional
    public void sendAfter(Blast blast, Duration undo) {
        schedule(blast, clock.instant().plus(undo), true);
    }

    private void schedule(Blast blast, Instant sendAt, boolean undoable) {
        move(blast, DRAFT, BlastState.SCHEDULED, "send_at = ?, undoable = ?", Utc.of(sendAt), undoable);
        refresh(blast);
        prepare(blast);
        if (!undoable) {
            transactions.run(connection -> frozen.remember(connection, Blast.findById(blast.key())));
        }
    }

    private void begin(Blast blast, @Nullable Instant sendAt, Instant now) {
        move(blast, DRAFT, BlastState.RUNNING, "started_at = ?, send_at = ?", Utc.of(now), Utc.ofNullable(sendAt));
        refresh(blast);
        PreparedMessages.Prepared prepared = prepare(blast);
        Blast stored = Blast.findById(blast.key());
        boolean unlaunched = launcher.launchFirst(stored);
        changed.fire(new Changed(blast.key(), unlaunched, prepared));
        refresh(stored);
        if (stored.state != BlastState.PAUSED) { // paused: its people cannot be selected
            announce(blast.key(), BlastMoved.Step.STARTED, now);
        }
    }

    /** Prepares what was saved last, perhaps after the caller read it; the row is locked now. */
    private PreparedMessages.Prepared prepare(Blast blast) {
        Blast stored = Blast.findById(blast.key());
        stored.look = BlastLook.of(Account.findById(stored.accountId)).write();
        BlockContents.makeHtml(stored);
        database.flush();
        PreparedMessages.Prepared prepared = messages.prepare(stored);
        creation.createCounters(stored.key());
        links.store(stored.key(), prepared.message().links());
        return prepared;
    }

    /** Makes a blast that has not started a draft again. Its time remains as a proposal, unless it was the end of the time to undo. */
    @Transactional
    public void unschedule(Blast blast) {
        move(
                blast,
                UNSTARTED,
                BlastState.DRAFT,
                "send_at = if(undoable, null, send_at), undoable = false, pause_reason = null, look = null");
        frozen.forget(blast);
        refresh(blast);
    }

    /** Moves a blast that has not started to another time. */
    @Transactional
    public void reschedule(Blast blast, Instant sendAt) {
        move(
                blast,
                UNSTARTED,
                BlastState.SCHEDULED,
                "send_at = ?, undoable = false, pause_reason = null",
                Utc.of(sendAt));
        refresh(blast);
    }

    /** Sends a blast that has not started before its time, or after it. */
    @Transactional
    public void sendNow(Blast blast) {
        Instant now = clock.instant();
        move(blast, UNSTARTED, BlastState.RUNNING, "started_at = ?, pause_reason = null", Utc.of(now));
        refresh(blast);
        changed.fire(new Changed(blast.key(), true, null));
        announce(blast.key(), BlastMoved.Step.STARTED, now);
    }

    @Transactional
    public void pause(Blast blast, @Nullable String reason) {
        move(blast, Set.of(BlastState.RUNNING), BlastState.PAUSED, "pause_reason = ?", reason);
        queue.hold(blast.key());
        refresh(blast);
        moved.fire(new BlastMoved(blast.key(), BlastMoved.Step.PAUSED, clock.instant(), reason));
    }

    @Transactional
    public void resume(Blast blast) {
        Instant now = clock.instant();
        move(
                blast,
                Set.of(BlastState.PAUSED),
                BlastState.RUNNING,
                "started_at = coalesce(started_at, ?), pause_reason = null, complaints_at_resume ="
                        + " (select c.complaints from recipient_counts c where c.blast_id = blast.id)",
                Utc.of(now));
        queue.resume(blast.key(), blast.spreadSeconds != null, now);
        health.resume(blast.key(), now);
        boolean isFirst = blast.startedAt == null;
        refresh(blast);
        changed.fire(new Changed(blast.key(), blast.launchedAt == null, null));
        if (isFirst) {
            announce(blast.key(), BlastMoved.Step.STARTED, now);
        }
    }

    /**
     * Stops it for good. Who was not attempted yet is told apart in the report until that is cleared. After a round, which is what is stopped
     * then, the report stays as long as it would have.
     */
    @Transactional
    public void cancel(Blast blast) {
        Instant now = clock.instant();
        move(
                blast,
                BlastState.CANCELLABLE,
                BlastState.CANCELLED,
                "cancelled_at = ?, delivery_error = null, delivery_error_since = null,"
                        + " clearing_noticed = clearing_noticed and (completed_at is null or clear_at > ?),"
                        + " clear_at = if(completed_at is null, ?, if(clear_at > ?, clear_at, ?))",
                Utc.of(now),
                Utc.of(now),
                Utc.of(now.plus(retention.cancelledRetention())),
                Utc.of(now),
                Utc.of(now.plus(retention.retention())));
        queue.hold(blast.key());
        transactions.run(connection -> completion.cancelRounds(connection, blast.key(), now));
        refresh(blast);
        changed.fire(new Changed(blast.key(), blast.launchedAt == null, null));
        announce(blast.key(), BlastMoved.Step.CANCELLED, now);
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
            throw new BlastStateException(blast, "This blast is still being sent. Cancel it first, then delete it.");
        }
    }

    /** Starts what is due, and pauses what was due long ago until a person decides. By {@code blast_ix_state}. @return how many started */
    @Transactional
    public int startScheduled() {
        Instant now = clock.instant();
        Instant earliest = now.minus(LATEST_START);
        List<Blast> due = Blast.list("state = ?1 and sendAt <= ?2", BlastState.SCHEDULED, now);
        return (int)
                due.stream().filter(blast -> startOrMiss(blast, now, earliest)).count();
    }

    /** Returns whether it started. Of several nodes, one moves it. */
    private boolean startOrMiss(Blast blast, Instant now, Instant earliest) {
        boolean missed = blast.sendAt == null || blast.sendAt.isBefore(earliest);
        int updated = missed
                ? Blast.update(
                        "state = ?1, pauseReason = ?2 where id = ?3 and state = ?4 and sendAt < ?5",
                        BlastState.PAUSED,
                        MISSED,
                        blast.key(),
                        BlastState.SCHEDULED,
                        earliest)
                : Blast.update(
                        "state = ?1, startedAt = ?2 where id = ?3 and state = ?4 and sendAt between ?5 and ?2",
                        BlastState.RUNNING,
                        now,
                        blast.key(),
                        BlastState.SCHEDULED,
                        earliest);
        if (updated == 0) {
            return false;
        }
        if (missed) {
            moved.fire(new BlastMoved(blast.key(), BlastMoved.Step.PAUSED, now, MISSED));
        } else {
            announce(blast.key(), BlastMoved.Step.STARTED, now);
        }
        return !missed;
    }

    /** Tells the features that follow blasts. */
    private void announce(long blastId, BlastMoved.Step step, Instant at) {
        moved.fire(new BlastMoved(blastId, step, at, null));
    }

    private void move(Blast blast, Set<BlastState> from, BlastState to, String also, @Nullable Object... values) {
        database.flush();
        int updated = transactions.join(connection -> {
            String states = from.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
            try (PreparedStatement update = connection.prepareStatement("update blast set state = ?, " + also
                    + " where id = ? and state in (" + states + ") and not cleared"
                    + (from.equals(UNSTARTED) ? " and started_at is null" : ""))) {
                int parameter = 1;
                update.setString(parameter++, to.name());
                for (Object value : values) {
                    update.setObject(parameter++, value);
                }
                update.setLong(parameter, blast.key());
                return update.executeUpdate();
            }
        });
        if (updated == 0) {
            throw new BlastStateException(blast, to);
        }
        blast.state = to;
    }

    private void refresh(Blast blast) {
        if (database.contains(blast)) {
            database.refresh(blast);
        }
    }
}
