package org.tidings.signup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/**
 * A signed time in the form. Programs submit a form at once or without having loaded it, which people do not. The stamp also names the words
 * that were shown, so that nobody agrees to words that were changed meanwhile.
 */
@Singleton
class FormStamp {

    static final Duration SHORTEST = Duration.ofSeconds(3);
    static final Duration LONGEST = Duration.ofDays(1);

    private final Tokens tokens;
    private final Clock clock;

    FormStamp(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    String issue(long accountId, String words) {
        return tokens.sign(
                TokenPurpose.SIGN_UP_FORM,
                new TokenSubject(accountId, code(words), clock.instant().getEpochSecond()));
    }

    /** Whether a form of this account with these words was shown neither just now nor long ago. */
    boolean isValid(String stamp, long accountId, String words) {
        Instant now = clock.instant();
        return tokens.verify(TokenPurpose.SIGN_UP_FORM, stamp)
                .filter(shown -> shown.blastId() == accountId && shown.seq() == code(words))
                .map(shown -> Duration.between(Instant.ofEpochSecond(shown.addressId()), now))
                .filter(age -> age.compareTo(SHORTEST) >= 0 && age.compareTo(LONGEST) <= 0)
                .isPresent();
    }

    private static int code(String words) {
        return words.hashCode() & Integer.MAX_VALUE;
    }
}
