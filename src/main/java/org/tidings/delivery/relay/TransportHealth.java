package org.tidings.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the relay answers, as the last messages found out. After trouble the next attempt waits, twice as long each time and half a minute
 * at most; until one succeeds only one message at a time is risked. Safe for use by several threads.
 */
public final class TransportHealth {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** One receiving domain's refusals are seldom so many without an acceptance of another's between them. */
    private static final int REFUSALS = 20;
    /** Rates are counted by the second. */
    private static final Duration REST = Duration.ofSeconds(1);
    /** How soon to look again while a message finds out whether the trouble is over. */
    private static final Duration PROBING = Duration.ofMillis(250);

    /** What staff are told. */
    public record Trouble(String sentence, Instant since) {}

    private final Set<Object> refused = new HashSet<>();
    private volatile boolean anyRefused;
    private volatile boolean inTrouble;
    private Duration wait = FIRST_WAIT;
    private @Nullable Trouble trouble;
    private Instant notBefore = Instant.MIN;
    private Instant restUntil = Instant.MIN;
    private boolean probing;

    /** Whether one message may be risked now, in trouble. The next may when it is known what became of that one. */
    public synchronized boolean mayProbe(Instant now) {
        if (trouble == null || !pause(now).isZero()) {
            return false;
        }
        probing = true;
        return true;
    }

    /** A message got through, or was refused for its own sake. Tells whether this ends a time of trouble. */
    public synchronized boolean succeeded() {
        boolean recovered = trouble != null;
        trouble = null;
        probing = false;
        refused.clear();
        anyRefused = false;
        inTrouble = false;
        notBefore = Instant.MIN;
        wait = FIRST_WAIT;
        return recovered;
    }

    /** A message got through while there was no trouble: refusals are counted anew. */
    void clearRefusals() {
        if (anyRefused) {
            forgetRefusals();
        }
    }

    private synchronized void forgetRefusals() {
        refused.clear();
        anyRefused = false;
    }

    /** Failures of messages that were on their way together count once. */
    public synchronized void failed(String sentence, Instant now) {
        inTrouble = true;
        trouble = new Trouble(sentence, trouble == null ? now : trouble.since());
        probing = false;
        if (!now.isBefore(notBefore)) {
            notBefore = now.plus(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    /**
     * The relay did not want this recipient's message now, by an answer that is its own or that of the receiving domain behind it. It is the
     * relay's when many are refused and none accepted, or the same one again. Tells whether a time of trouble begins.
     */
    public synchronized boolean refused(Object recipient, String sentence, Instant now) {
        anyRefused = true;
        boolean begins = trouble == null && (!refused.add(recipient) || refused.size() >= REFUSALS);
        if (begins || trouble != null) {
            failed(sentence, now);
        }
        return begins;
    }

    /** The relay wants mail more slowly, and gets none for a second. It is trouble where it accepts nothing in between. */
    public synchronized boolean throttled(Object recipient, String sentence, Instant now) {
        restUntil = now.plus(REST);
        return refused(recipient, sentence, now);
    }

    /** It was not found out after all whether the trouble is over. */
    public synchronized void probeEnded() {
        probing = false;
    }

    public synchronized @Nullable Trouble trouble() {
        return trouble;
    }

    public boolean isInTrouble() {
        return inTrouble;
    }

    /** How long to leave the relay alone; zero when it may be tried. */
    public synchronized Duration pause(Instant now) {
        Instant until = notBefore.isAfter(restUntil) ? notBefore : restUntil;
        if (now.isBefore(until)) {
            return Duration.between(now, until);
        }
        return probing ? PROBING : Duration.ZERO;
    }
}
