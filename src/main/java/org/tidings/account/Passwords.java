package org.tidings.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.platform.web.FormErrors;

/** Password rules and verification. */
final class Passwords {

    /** NIST SP 800-63B-4, section 3.1.1.2, requires a minimum length and a list of common passwords rather than special characters. */
    static final int SHORTEST = 12;

    /** From 0 to 4: a password of 2 takes more than a million guesses, which the throttle makes years. */
    private static final int LEAST_SCORE = 2;

    private static final Zxcvbn GUESSES = new Zxcvbn();

    /** bcrypt uses only the first 72 bytes. Longer passwords are rejected rather than silently truncated. */
    private static final int LONGEST_BYTES = 72;

    /** Compared against when the address is unknown, to make the response time independent of whether it exists. */
    private static final String DUMMY_HASH = BcryptUtil.bcryptHash(RandomTokens.random());

    private Passwords() {}

    /** @param personal what others know of the person, such as the email address */
    static FormErrors check(FormErrors errors, String field, String password, String... personal) {
        problem(password, personal).ifPresent(problem -> errors.add(field, problem));
        return errors;
    }

    /** Why the password may not be used. */
    static Optional<String> problem(String password, String... personal) {
        if (password.length() < SHORTEST) {
            return Optional.of("Use at least " + SHORTEST + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return Optional.of("Use at most " + LONGEST_BYTES + " characters.");
        }
        List<String> known = Stream.of(personal)
                .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[^\\p{L}\\p{N}]+"))))
                .filter(text -> !text.isEmpty())
                .toList();
        return GUESSES.measure(password, known).getScore() < LEAST_SCORE
                ? Optional.of("This password is easy to guess. Use several unrelated words.")
                : Optional.empty();
    }

    static boolean isRight(Optional<StaffMember> staff, String password) {
        boolean matches =
                BcryptUtil.matches(password, staff.map(s -> s.passwordHash).orElse(DUMMY_HASH));
        return matches && staff.map(s -> s.active).orElse(false);
    }
}
