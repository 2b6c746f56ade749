package org.tidings.feedback.provider;

import java.net.URI;
import java.util.Optional;

/** Checks the settings of a provider. */
final class Setting {

    private static final int SHORTEST_SECRET = 16;

    private final String prefix;

    /** @param provider its name in {@code tidings.feedback.NAME.*} */
    Setting(String provider) {
        this.prefix = "tidings.feedback." + provider + ".";
    }

    /** The value, if it is a secret that nobody guesses. */
    Optional<String> secret(String key, Optional<String> value) {
        value.filter(secret -> secret.strip().length() < SHORTEST_SECRET).ifPresent(secret -> {
            throw wrong(key, "must have at least " + SHORTEST_SECRET + " characters");
        });
        return value.map(String::strip);
    }

    /**
     * The key of the API, if there is one.
     *
     * @param webhook the key without which nothing of this provider is used
     * @param isConfigured whether that one is set
     */
    Optional<String> apiKey(Optional<String> value, URI url, String webhook, boolean isConfigured) {
        if (value.isPresent() && !isConfigured) {
            throw wrong("api-key", "needs " + prefix + webhook);
        }
        boolean isLocal = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
        if (url.getHost() == null || !("https".equals(url.getScheme()) || isLocal)) {
            throw wrong("api-url", "must be an https URL, not " + url);
        }
        return value.map(String::strip);
    }

    IllegalStateException wrong(String key, String what) {
        return new IllegalStateException(prefix + key + " " + what);
    }
}
