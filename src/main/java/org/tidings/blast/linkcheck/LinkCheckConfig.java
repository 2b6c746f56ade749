package org.tidings.blast.linkcheck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The check of links before a blast is sent. */
@ConfigMapping(prefix = "tidings.link-check")
interface LinkCheckConfig {

    /** Whether the server opens the links of a draft that is reviewed. Private networks are never contacted. */
    @WithDefault("true")
    boolean enabled();
}
