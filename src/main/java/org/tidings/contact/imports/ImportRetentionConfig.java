package org.tidings.contact.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long imports are kept. */
@ConfigMapping(prefix = "tidings.import")
public interface ImportRetentionConfig {

    /**
     * From the end of an import until its list of problems and the record of its changes are deleted. Afterwards it cannot be undone. The
     * people stay.
     */
    @WithDefault("90d")
    Duration retention();

    /** The same for files that were uploaded but never imported, from the upload. */
    @WithDefault("7d")
    Duration uploadRetention();
}
