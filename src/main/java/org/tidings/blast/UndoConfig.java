package org.tidings.blast;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sending can be undone. */
@ConfigMapping(prefix = "tidings")
public interface UndoConfig {

    /** From pressing Send on a page until the blast starts. 0 starts it at once. Blasts sent by the API always start at once. */
    @WithDefault("60s")
    Duration undo();
}
