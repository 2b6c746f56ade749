package org.tidings.blast;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How a draft becomes recipients. */
@ConfigMapping(prefix = "tidings.launch")
public interface LaunchConfig {

    /** People that become recipients in one transaction. More are faster, and keep other launches of the account waiting for longer. */
    @WithDefault("5000")
    @Min(1)
    int chunk();
}
