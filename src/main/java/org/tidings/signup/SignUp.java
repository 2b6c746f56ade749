package org.tidings.signup;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.account.Account;

/**
 * A submitted sign-up form.
 *
 * @param topics keys of the chosen tags
 * @param words what the person agreed to
 */
record SignUp(
        long id,
        long accountId,
        String email,
        String firstName,
        String lastName,
        Set<Long> topics,
        String words,
        Instant createdAt) {

    /** How long it can be confirmed. */
    static final Duration VALID = Duration.ofDays(7);

    /** The words that people agree to. */
    static String words(Account account) {
        String own = account.signUpWords;
        return own == null
                ? "Yes, send me news and offers from " + account.name + " by email. I can unsubscribe at any time."
                : own;
    }

    boolean isExpired(Instant now) {
        return createdAt.plus(VALID).isBefore(now);
    }

    static String storedTopics(Set<Long> topics) {
        return topics.stream().sorted().map(String::valueOf).collect(Collectors.joining(" "));
    }

    static Set<Long> readTopics(String stored) {
        return Arrays.stream(stored.split(" ", -1))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
