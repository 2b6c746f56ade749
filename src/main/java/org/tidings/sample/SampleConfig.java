package org.tidings.sample;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether an empty installation is filled with a business to try things on. */
@ConfigMapping(prefix = "tidings")
public interface SampleConfig {

    /**
     * On an empty database, makes the account of {@link SampleData} with a password that stands in the log. Never for an
     * installation that others can reach. Set bootstrap keys win: then there is an account already.
     */
    @WithDefault("false")
    boolean sampleData();
}
