package org.tidings.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The REST API. */
@ConfigMapping(prefix = "tidings.api")
interface ApiConfig {

    /** How many calls of one API key a node answers in a minute; further ones get 429. 0 disables the limit. */
    @WithDefault("6000")
    int rate();
}
