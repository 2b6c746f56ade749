package org.tidings.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The keys of everything that is signed: links, tokens, sessions. Configured as {@code tidings.secret}, or made once and
 * kept: in the file {@code secret} of the data folder where the embedded database serves, otherwise in the table {@code
 * installation}, so that all nodes on one database agree.
 *
 * <p>Never log what this gives.
 */
@Singleton
public class SigningSecrets {
    private final List<String> secrets;

    @Inject
    SigningSecrets(PlatformConfig config, PersistentSecret kept) {
        this(config.secret().orElseGet(() -> List.of(kept.get())));
    }

    SigningSecrets(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("tidings.secret must not hold an empty key");
        }
        this.secrets = List.copyOf(secrets);
    }

    /** All keys; the first signs, each of them verifies. Never empty. */
    public List<byte[]> keys() {
        return secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public String toString() {
        return secrets.size() + " signing secret(s)";
    }
}
