package org.tidings.feedback;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The listener that takes bounces, complaints and unsubscribe messages. */
@ConfigMapping(prefix = "tidings.feedback.smtp")
public interface SmtpIntakeConfig {

    /** Where to listen, on all interfaces; {@code 0} is off, {@code -1} any free port. Lead port 25 of the feedback domain's MX here. */
    @WithDefault("2525")
    @Min(-1)
    int port();

    /** Connections at a time; a further one is told to come later (421). Each may hold one message in memory. */
    @WithDefault("100")
    @Min(1)
    int connections();

    /** Largest message (552 above it). Reports return headers or a whole message; a larger one says nothing more. */
    @WithDefault("1M")
    MemorySize maxMessage();

    /** A connection on which nothing comes for so long is closed. RFC 5321 section 4.5.3.2.7 asks servers for five minutes. */
    @WithDefault("5m")
    Duration idle();

    /** Longest time one message may take to come in, whatever trickles. */
    @WithDefault("10m")
    Duration patience();

    /** Longest time one connection may last, whatever is said on it. */
    @WithDefault("30m")
    Duration session();

    /** A PKCS#12 file with key and certificate; with it STARTTLS is offered. */
    Optional<Path> keyStore();

    /** Password of the file and of the key in it. */
    Optional<String> keyStorePassword();
}
