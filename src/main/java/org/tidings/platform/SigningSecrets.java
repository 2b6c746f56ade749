package org.tidings.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The keys for signed links, tokens and sessions. Configured as {@code tidings.secret}, otherwise generated once and stored: with the
 * embedded database in the file {@code secret} of the data directory, otherwise in the table {@code installation}, which all nodes share.
 *
 * <p>Never log these keys.
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
            throw new IllegalArgumentException("tidings.secret must not contain an empty key");
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
