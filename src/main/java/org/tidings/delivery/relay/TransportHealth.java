package org.tidings.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tracks whether a relay is available, from the results of the last messages. After a failure the next attempt is delayed, by twice as long
 * each time and by 30 seconds at most. Until an attempt succeeds, only one message at a time is sent as a probe. Thread-safe.
 */
public final class TransportHealth {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /**
     * After this number of refused recipients without an acceptance the relay is considered unavailable. A single receiving domain rarely
     * causes so many in a row.
     */
    private static final int REFUSALS = 20;
    /** The pause after throttling: relays count rates per second. */
    private static final Duration REST = Duration.ofSeconds(1);
    /** The polling interval while a probe is in progress. */
    private static final Duration PROBING = Duration.ofMillis(250);

    /** The error shown to staff. */
    public record Trouble(String sentence, Instant since) {}

    private final Set<Object> refused = new HashSet<>();
    private volatile boolean anyRefused;
    private volatile boolean inTrouble;
    private Duration wait = FIRST_WAIT;
    private @Nullable Trouble trouble;
    private Instant notBefore = Instant.MIN;
    private Instant restUntil = Instant.MIN;
    private boolean probing;

    /** Starts a probe if the relay is unavailable and may be tried now, and returns whether it did. The next probe waits for the result. */
    public synchronized boolean mayProbe(Instant now) {
        if (trouble == null || !pause(now).isZero()) {
            return false;
        }
        probing = true;
        return true;
    }

    /**
     * A message was accepted, or refused for a reason that concerns only this message.
     *
     * @return whether the relay was unavailable before
     */
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

    /** A message was accepted while the relay was available: resets the count of refusals. */
    void clearRefusals() {
        if (anyRefused) {
            forgetRefusals();
        }
    }

    private synchronized void forgetRefusals() {
        refused.clear();
        anyRefused = false;
    }

    /** Records a failure. Simultaneous failures increase the delay only once. */
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
     * The relay temporarily refused the message of this recipient. The reply may be its own or that of the receiving domain behind it. It is
     * attributed to the relay if many recipients were refused without an acceptance in between, or the same recipient again.
     *
     * @return whether the relay becomes unavailable
     */
    public synchronized boolean refused(Object recipient, String sentence, Instant now) {
        anyRefused = true;
        boolean begins = trouble == null && (!refused.add(recipient) || refused.size() >= REFUSALS);
        if (begins || trouble != null) {
            failed(sentence, now);
        }
        return begins;
    }

    /**
     * The relay asked for a lower rate, and gets no mail for a second. This counts as a refusal: without an acceptance in between, the relay
     * becomes unavailable.
     */
    public synchronized boolean throttled(Object recipient, String sentence, Instant now) {
        restUntil = now.plus(REST);
        return refused(recipient, sentence, now);
    }

    /** The probe ended without a result. */
    public synchronized void probeEnded() {
        probing = false;
    }

    public synchronized @Nullable Trouble trouble() {
        return trouble;
    }

    public boolean isInTrouble() {
        return inTrouble;
    }

    /** The time until the relay may be tried; zero if it may be tried now. */
    public synchronized Duration pause(Instant now) {
        Instant until = notBefore.isAfter(restUntil) ? notBefore : restUntil;
        if (now.isBefore(until)) {
            return Duration.between(now, until);
        }
        return probing ? PROBING : Duration.ZERO;
    }
}
