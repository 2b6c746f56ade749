package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.tidings.platform.SigningSecrets;

/**
 * Lets nobody but who can read the log create the first account. The same on all nodes and after a restart; worthless once there is an account.
 */
@ApplicationScoped
public class SetupKey {

    private static final int CHARACTERS = 24;

    private final SigningSecrets secrets;

    SetupKey(SigningSecrets secrets) {
        this.secrets = secrets;
    }

    /** Hexadecimal digits, 96 bits of them. */
    public String value() {
        String secret = new String(secrets.keys().get(0), StandardCharsets.UTF_8);
        return RandomTokens.hash("set-up key of " + secret).substring(0, CHARACTERS);
    }

    boolean matches(String typed) {
        return MessageDigest.isEqual(
                value().getBytes(StandardCharsets.US_ASCII), typed.strip().getBytes(StandardCharsets.UTF_8));
    }
}
