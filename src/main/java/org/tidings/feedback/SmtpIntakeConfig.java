package org.tidings.feedback;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The SMTP listener for bounces, complaints and unsubscribe messages. */
@ConfigMapping(prefix = "tidings.feedback.smtp")
public interface SmtpIntakeConfig {

    /** The address to listen on, by default on all interfaces. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port; {@code 0} disables the listener, {@code -1} means any free port. Forward port 25 of the feedback domain's MX to it. */
    @WithDefault("2525")
    @Min(-1)
    int port();

    /**
     * Maximum number of concurrent connections. Further ones are rejected with 421, unless they come from a host without a connection and one
     * of the others has not named a valid recipient yet: the oldest of those is closed. One host can use a quarter of the connections, except
     * in private networks. Each may hold one message in memory.
     */
    @WithDefault("100")
    @Min(1)
    int connections();

    /** Maximum message size; larger messages are rejected with 552. A report contains at most the headers or the whole returned message. */
    @WithDefault("1M")
    MemorySize maxMessage();

    /**
     * Maximum time until the first valid recipient of a connection. Checked every five seconds. Shorter than the five minutes for each command
     * of RFC 5321 section 4.5.3.2.7, because idle connections could otherwise keep everybody else out; mail servers need seconds.
     */
    @WithDefault("30s")
    Duration firstRecipient();

    /** Idle timeout of a connection after its first valid recipient. RFC 5321 section 4.5.3.2.7 requires at least five minutes. */
    @WithDefault("5m")
    Duration idle();

    /** Maximum time to receive one message. */
    @WithDefault("10m")
    Duration patience();

    /** Maximum duration of a connection. */
    @WithDefault("30m")
    Duration session();

    /** A PKCS#12 file with key and certificate; enables STARTTLS. */
    Optional<Path> keyStore();

    /** The password of the file and its key. */
    Optional<String> keyStorePassword();
}
