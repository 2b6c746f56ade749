package org.tidings.simulator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;

/**
 * Configuration of the simulator. {@code tidings.simulator} enables it; the keys below it are options.
 */
@ConfigMapping(prefix = "tidings.simulator")
public interface SimulatorConfig {

    /**
     * Whether the simulator runs; the key is {@code tidings.simulator}. By default it runs if no {@code quarkus.mailer.host} is configured (see
     * {@link SimulatorDefaults}). If enabled together with a relay, it listens, but mail is sent to the relay.
     */
    @WithParentName
    @WithDefault("false")
    boolean active();

    /** The SMTP port on 127.0.0.1. If unset or 0, a free port is chosen for each process. */
    @WithDefault("0")
    int port();

    /**
     * Average time a simulated person takes to open a message, and again to click a link; the actual time varies by up to 50%. Zero means
     * immediately. Does not apply to machines (prefetching proxies, scanners).
     */
    @WithDefault("2s")
    Duration readingTime();

    /** Maximum number of deliveries in the inboxes, including rejected ones; the oldest are removed first. */
    @WithDefault("5000")
    int keptMessages();

    /** Maximum total size of the messages in the inboxes; the oldest are removed first. The newest message is always kept. */
    @WithDefault("32M")
    MemorySize keptBytes();

    /**
     * Maximum total size of messages with pending reactions. When it is reached, the simulator accepts mail only as fast as reactions complete.
     */
    @WithDefault("32M")
    MemorySize waitingBytes();

    /** Maximum number of concurrent actions, each with one HTTP request. */
    @WithDefault("8")
    int concurrency();
}
