package org.tidings.hooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which URLs webhooks may have, and how long their deliveries are kept. */
@ConfigMapping(prefix = "tidings.webhooks")
public interface HookConfig {

    /**
     * Whether the hosts of webhooks may be in private networks. Every owner of an account can then make this server send requests to any host
     * that it reaches: only for installations whose owners may do that.
     */
    @WithDefault("false")
    boolean privateNetworks();

    /** Whether {@code http} URLs are allowed. What they receive, addresses of people among it, can be read on its way. */
    @WithDefault("false")
    boolean http();

    /** How long the page and the API list a delivery that was made or given up; those that wait are kept for at least a month. */
    @WithDefault("7d")
    Duration retention();
}
