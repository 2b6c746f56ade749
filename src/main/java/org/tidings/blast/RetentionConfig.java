package org.tidings.blast;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the document of a task stays. */
@ConfigMapping(prefix = "tidings")
public interface RetentionConfig {

    /**
     * From completion until the document is cleared. Longer keeps the reports at hand and the tables large: about 1 kB a recipient.
     * A change applies to blasts that complete afterwards.
     */
    @WithDefault("60d")
    Duration retention();

    /** The same after a cancellation. */
    @WithDefault("10m")
    Duration cancelledRetention();

    /**
     * How long the email log of an address keeps what became of messages whose document was cleared: about 100 bytes each. Erasing a person
     * deletes their entries at once.
     */
    @WithDefault("730d")
    Duration emailLogRetention();
}
