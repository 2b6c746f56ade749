package org.tidings.account;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tidings.platform.web.FormErrors;

/** Password rules and verification. */
final class Passwords {

    /** NIST SP 800-63B-4, section 3.1.1.2, requires a minimum length rather than special characters. */
    static final int SHORTEST = 10;

    /** bcrypt uses only the first 72 bytes. Longer passwords are rejected rather than silently truncated. */
    private static final int LONGEST_BYTES = 72;

    /** Compared against when the address is unknown, to make the response time independent of whether it exists. */
    private static final String DUMMY_HASH = BcryptUtil.bcryptHash(RandomTokens.random());

    private Passwords() {}

    static FormErrors check(FormErrors errors, String field, String password) {
        return errors.addIf(password.length() < SHORTEST, field, "Use at least " + SHORTEST + " characters.")
                .addIf(
                        password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES,
                        field,
                        "Use at most " + LONGEST_BYTES + " characters.");
    }

    static boolean isRight(Optional<StaffMember> staff, String password) {
        boolean matches =
                BcryptUtil.matches(password, staff.map(s -> s.passwordHash).orElse(DUMMY_HASH));
        return matches && staff.map(s -> s.active).orElse(false);
    }
}
