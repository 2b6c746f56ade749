package org.tidings.simulator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;

/**
 * The built-in mail world. {@code tidings.simulator} itself is the switch, the keys below it are details.
 */
@ConfigMapping(prefix = "tidings.simulator")
public interface SimulatorConfig {

    /**
     * Whether the simulator runs; the key is {@code tidings.simulator}. Unset, it runs where no {@code
     * quarkus.mailer.host} is configured ({@link SimulatorDefaults} says so). Switched on beside a configured relay, it
     * listens, but mail goes to the relay.
     */
    @WithParentName
    @WithDefault("false")
    boolean active();

    /** The port of 127.0.0.1 it takes mail on; a free one, new for each process, unless set. 0 asks for a free one too. */
    @WithDefault("0")
    int port();

    /**
     * How long a simulated person takes to look at a message, and again to follow a link: between half and one and a
     * half of this. Zero makes them act at once; machines (prefetching proxies, scanners) never wait this long.
     */
    @WithDefault("2s")
    Duration readingTime();

    /** How many deliveries, refused ones included, the inboxes keep; the oldest are forgotten first. */
    @WithDefault("5000")
    int keptMessages();

    /** How many bytes of messages the inboxes keep; the oldest are forgotten first. The newest is kept whatever its size. */
    @WithDefault("32M")
    MemorySize keptBytes();

    /**
     * How many bytes of messages may wait for their recipients to react. More makes large blasts flow faster than the
     * reactions; when it is used up, the simulator accepts mail only as fast as its recipients react.
     */
    @WithDefault("32M")
    MemorySize waitingBytes();

    /** How many recipients act at the same moment, each with one HTTP request. */
    @WithDefault("8")
    int concurrency();
}
