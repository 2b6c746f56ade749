package org.tidings.sample;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of the sample data. */
@ConfigMapping(prefix = "tidings")
public interface SampleConfig {

    /**
     * Creates the account of {@link SampleData} on an empty database, with a password that is written to the log. Not for an installation that
     * others can reach. Has no effect if {@code tidings.bootstrap} creates an account.
     */
    @WithDefault("false")
    boolean sampleData();
}
