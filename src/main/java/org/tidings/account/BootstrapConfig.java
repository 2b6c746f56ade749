package org.tidings.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The first account from the configuration, instead of the set-up page. Read on an empty database only. */
@ConfigMapping(prefix = "tidings.bootstrap")
public interface BootstrapConfig {

    /** Log-in of the first owner. Without it the set-up page is open to whoever comes first. */
    Optional<String> ownerEmail();

    /** Needed with the address. Anybody who reads the environment reads it: change it after the first log-in. */
    Optional<String> ownerPassword();

    /** The first account's first API key, as programs will send it. */
    Optional<String> apiKey();

    /** The business, as recipients see it until somebody changes it in the settings. */
    @WithDefault("My business")
    String accountName();
}
