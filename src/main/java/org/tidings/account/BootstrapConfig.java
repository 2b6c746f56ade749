package org.tidings.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Creates the first account from the configuration instead of the setup page. Read only on an empty database. */
@ConfigMapping(prefix = "tidings.bootstrap")
public interface BootstrapConfig {

    /** Characters of an API key. Those made under Settings have 256 random bits. */
    int SHORTEST_KEY = 12;

    /** Different characters of an API key, which rejects one that repeats a few. */
    int FEWEST_DIFFERENT = 5;

    /** Login email address of the first owner. If unset, anyone who opens the setup page first becomes the owner. */
    Optional<String> ownerEmail();

    /** Required with {@code owner-email}. Readable by anyone who can read the environment: change it after the first login. */
    Optional<String> ownerPassword();

    /**
     * The first API key of the first account, in plain text: at least {@value #SHORTEST_KEY} characters of ASCII without blanks, for example
     * from {@code openssl rand -hex 32}. Wrong keys are not throttled, so it must not be guessable.
     */
    Optional<String> apiKey();

    /** Name of the business, shown to recipients. Can be changed later in the settings. */
    @WithDefault("My business")
    String accountName();

    /** Why the value may not be the API key. */
    static Optional<String> problemOfKey(String key) {
        if (!key.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            return Optional.of("Use ASCII characters without blanks.");
        }
        return key.length() < SHORTEST_KEY || key.chars().distinct().count() < FEWEST_DIFFERENT
                ? Optional.of("Use at least " + SHORTEST_KEY
                        + " random characters, for example from \"openssl rand -hex 32\".")
                : Optional.empty();
    }
}
