package org.tidings.simulator;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tidings.simulator.Reaction.Step;

/**
 * Lets recipients react in their own time: with a bounded number of threads, and a bounded amount of mail that waits.
 * When that is full, mail is taken in as fast as it is reacted to, so that a large blast neither fills the memory nor
 * loses its opens.
 */
final class Reactions implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reactions.class);

    /** How long the mail system waits for a place before it delivers without a reaction. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<Tag, Reaction> reactions = new EnumMap<>(Tag.class);
    private final ScheduledThreadPoolExecutor threads;
    private final Semaphore room;
    private final int allRoom;
    private final Clock clock;

    /**
     * Reactions of owners who are found by their tag; owners without one do nothing.
     *
     * @param waitingBytes how many bytes of messages may wait for a reaction
     */
    Reactions(Map<Tag, Reaction> reactions, int concurrency, long waitingBytes, Clock clock) {
        this.reactions.putAll(reactions);
        this.clock = clock;
        allRoom = Math.max(1, (int) (waitingBytes / 1024));
        room = new Semaphore(allRoom);
        threads = new ScheduledThreadPoolExecutor(concurrency, work -> {
            Thread thread = new Thread(work, "simulator-recipient");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Of everybody whose behaviour the table of the simulator names and that is done over the web. */
    static Map<Tag, Reaction> overTheWeb(RecipientActions deeds, Duration readingTime) {
        PersonReading person = new PersonReading(deeds, readingTime);
        return Map.of(
                Tag.OPEN, person.opening(),
                Tag.CLICK, person.clicking(),
                Tag.UNSUBSCRIBE, person.unsubscribing(),
                Tag.PREFETCH, new PrivacyProxy(deeds),
                Tag.SCANNER, new SecurityScanner(deeds));
    }

    /** Of everybody who answers by mail. */
    static Map<Tag, Reaction> byMail(ReturnMailSender post, Duration readingTime) {
        return Map.of(
                // a server that takes a message first and looks for the mailbox afterwards
                Tag.LATE_BOUNCE, arrival -> List.of(new Step(Duration.ZERO, post.bounce(arrival))),
                Tag.COMPLAINT, arrival -> List.of(new Step(readingTime, post.complain(arrival))),
                Tag.AUTOREPLY, arrival -> List.of(new Step(Duration.ZERO, post.autoReply(arrival))));
    }

    /** Begins the reaction to a message that was just taken in; waits while too much mail is waiting already. */
    void begin(Arrival arrival) {
        Reaction reaction = reactions.get(Tag.of(arrival.address()));
        if (reaction == null) {
            return;
        }
        int size = Math.min(allRoom, 1 + arrival.size() / 1024);
        if (!acquire(size)) {
            LOG.debugf("Too much mail is waiting: %s does not react to %s", arrival.address(), arrival.id());
            arrival.note(clock.instant(), "did not react: too much mail was waiting");
            return;
        }
        later(Duration.ZERO, size, () -> {
            List<Step> steps = reaction.to(arrival);
            next(arrival, steps.iterator(), size);
        });
    }

    /** Does something now, notes it, and says nothing if it fails but in the notes. */
    void perform(Arrival arrival, RecipientAction deed) throws InterruptedException {
        try {
            arrival.note(clock.instant(), deed.perform());
        } catch (IOException e) {
            LOG.debugf(e, "%s could not react to %s", arrival.address(), arrival.id());
            arrival.note(clock.instant(), "tried in vain: " + reason(e));
        }
    }

    private void next(Arrival arrival, Iterator<Step> steps, int size) {
        if (!steps.hasNext()) {
            room.release(size);
            return;
        }
        Step step = steps.next();
        later(step.pause(), size, () -> {
            perform(arrival, step.deed());
            next(arrival, steps, size);
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void later(Duration pause, int size, Work work) {
        try {
            // its failures are seen to inside
            Future<?> unused = threads.schedule(() -> runOrGiveUp(work, size), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The simulator has stopped: no more reactions", e);
        }
    }

    private void runOrGiveUp(Work work, int size) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("A recipient could not react", e);
            room.release(size);
        }
    }

    private boolean acquire(int size) {
        try {
            return room.tryAcquire(size, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether nobody is about to do anything. */
    boolean isQuiet() {
        return room.availablePermits() == allRoom;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
