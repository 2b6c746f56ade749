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
 * Performs the recipients' reactions asynchronously, with a bounded number of threads and a bounded amount of pending mail. When the limit
 * is reached, the simulator accepts mail only as fast as reactions complete: a large blast neither exhausts memory nor loses opens.
 */
final class Reactions implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reactions.class);

    /** How long a delivery waits for capacity before it proceeds without a reaction. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<Tag, Reaction> reactions = new EnumMap<>(Tag.class);
    private final ScheduledThreadPoolExecutor threads;
    private final Semaphore capacity;
    private final int totalCapacity;
    private final Clock clock;

    /**
     * Creates the reactions by tag; recipients without a tag do nothing.
     *
     * @param waitingBytes the maximum total size of messages with pending reactions
     */
    Reactions(Map<Tag, Reaction> reactions, int concurrency, long waitingBytes, Clock clock) {
        this.reactions.putAll(reactions);
        this.clock = clock;
        totalCapacity = Math.max(1, (int) (waitingBytes / 1024));
        capacity = new Semaphore(totalCapacity);
        threads = new ScheduledThreadPoolExecutor(concurrency, work -> {
            Thread thread = new Thread(work, "simulator-recipient");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The reactions that use HTTP. */
    static Map<Tag, Reaction> overTheWeb(RecipientActions actions, Duration readingTime) {
        PersonReading person = new PersonReading(actions, readingTime);
        return Map.of(
                Tag.OPEN, person.opening(),
                Tag.CLICK, person.clicking(),
                Tag.UNSUBSCRIBE, person.unsubscribing(),
                Tag.PREFETCH, new PrivacyProxy(actions),
                Tag.SCANNER, new SecurityScanner(actions));
    }

    /** The reactions that send mail. */
    static Map<Tag, Reaction> byMail(ReturnMailSender returnMail, Duration readingTime) {
        return Map.of(
                // a server that accepts the message before it checks the mailbox
                Tag.LATE_BOUNCE, arrival -> List.of(new Step(Duration.ZERO, returnMail.bounce(arrival))),
                Tag.COMPLAINT, arrival -> List.of(new Step(readingTime, returnMail.complain(arrival))),
                Tag.AUTOREPLY, arrival -> List.of(new Step(Duration.ZERO, returnMail.autoReply(arrival))));
    }

    /** Starts the reaction to a message. Blocks while too much mail is pending. */
    void begin(Arrival arrival) {
        Reaction reaction = reactions.get(Tag.of(arrival.address()));
        if (reaction == null) {
            return;
        }
        int size = Math.min(totalCapacity, 1 + arrival.size() / 1024);
        if (!acquire(size)) {
            LOG.debugf("Too much mail is pending: %s does not react to %s", arrival.address(), arrival.id());
            arrival.note(clock.instant(), "did not react: too much mail was pending");
            return;
        }
        later(Duration.ZERO, size, () -> {
            List<Step> steps = reaction.to(arrival);
            next(arrival, steps.iterator(), size);
        });
    }

    /** Performs an action now and records the result; a failure is only recorded. */
    void perform(Arrival arrival, RecipientAction action) throws InterruptedException {
        try {
            arrival.note(clock.instant(), action.perform());
        } catch (IOException e) {
            LOG.debugf(e, "%s could not react to %s", arrival.address(), arrival.id());
            arrival.note(clock.instant(), "failed: " + reason(e));
        }
    }

    private void next(Arrival arrival, Iterator<Step> steps, int size) {
        if (!steps.hasNext()) {
            capacity.release(size);
            return;
        }
        Step step = steps.next();
        later(step.pause(), size, () -> {
            perform(arrival, step.action());
            next(arrival, steps, size);
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void later(Duration pause, int size, Work work) {
        try {
            // failures are handled in runOrGiveUp
            Future<?> unused = threads.schedule(() -> runOrGiveUp(work, size), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The simulator has stopped; no further reactions", e);
        }
    }

    private void runOrGiveUp(Work work, int size) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("A recipient could not react", e);
            capacity.release(size);
        }
    }

    private boolean acquire(int size) {
        try {
            return capacity.tryAcquire(size, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether no reaction is pending. */
    boolean isQuiet() {
        return capacity.availablePermits() == totalCapacity;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
