package org.tidings.feedback.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that a provider signs with a request. Events have ids and count once, so an old request does no harm as long as those ids are stored;
 * the limit refuses what was recorded long ago and is repeated after that. It is wider than the time for which providers retry, because they
 * do not say whether they sign each attempt anew: Mailgun retries for 8 hours, SendGrid for 24.
 */
final class SignedTime {

    /** Maximum age. */
    static final Duration OLDEST = Duration.ofDays(2);

    /** How far clocks may differ. */
    static final Duration AHEAD = Duration.ofMinutes(15);

    private SignedTime() {}

    /**
     * Checks the age.
     *
     * @param seconds since 1970
     * @throws RefusedException when it is no number, too old or in the future
     */
    static void check(String seconds, Instant now) {
        if (!seconds.matches("\\d{1,12}")) {
            throw new RefusedException("The time stamp is missing");
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
        if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(AHEAD))) {
            throw new RefusedException("The time stamp " + at + " is too far from now");
        }
    }
}
