package org.tidings.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Creates the first account from the configuration instead of the setup page. Read only on an empty database. */
@ConfigMapping(prefix = "tidings.bootstrap")
public interface BootstrapConfig {

    /** Login email address of the first owner. If unset, anyone who opens the setup page first becomes the owner. */
    Optional<String> ownerEmail();

    /** Required with {@code owner-email}. Readable by anyone who can read the environment: change it after the first login. */
    Optional<String> ownerPassword();

    /** The first API key of the first account, in plain text. */
    Optional<String> apiKey();

    /** Name of the business, shown to recipients. Can be changed later in the settings. */
    @WithDefault("My business")
    String accountName();
}
