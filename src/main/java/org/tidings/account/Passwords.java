package org.tidings.account;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tidings.platform.web.FormErrors;

/** What makes a password, and whether one is right. */
final class Passwords {

    /** NIST SP 800-63B-4, section 3.1.1.2, asks for length rather than odd characters. */
    static final int SHORTEST = 10;

    /** bcrypt reads no more than 72 bytes; silently ignoring the rest would be a lie. */
    private static final int LONGEST_BYTES = 72;

    /** Compared with when there is no such person, so that the answer takes as long. */
    private static final String NOBODYS_HASH = BcryptUtil.bcryptHash(RandomTokens.random());

    private Passwords() {}

    static FormErrors check(FormErrors errors, String field, String password) {
        return errors.addIf(password.length() < SHORTEST, field, "Please use at least " + SHORTEST + " characters.")
                .addIf(
                        password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES,
                        field,
                        "Please use at most " + LONGEST_BYTES + " characters.");
    }

    static boolean isRight(Optional<StaffMember> staff, String password) {
        boolean matches =
                BcryptUtil.matches(password, staff.map(s -> s.passwordHash).orElse(NOBODYS_HASH));
        return matches && staff.map(s -> s.active).orElse(false);
    }
}
