package org.tidings.platform.dns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the domain name system is asked. */
@ConfigMapping(prefix = "tidings.dns")
interface DnsConfig {

    /** Addresses of the resolvers, such as {@code 192.0.2.53} or {@code 192.0.2.53:5353}. Without them, those of the machine. */
    Optional<List<String>> servers();

    /** How long one resolver may take to answer, at least one second. Each is asked twice. */
    @WithDefault("2s")
    Duration timeout();
}
