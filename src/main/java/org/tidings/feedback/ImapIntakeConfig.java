package org.tidings.feedback;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A mailbox that is polled for bounces, for those who cannot open a port. Off without a host. */
@ConfigMapping(prefix = "tidings.feedback.imap")
public interface ImapIntakeConfig {

    /** The IMAP server. */
    Optional<String> host();

    /** Default: 993, or 143 without TLS. */
    OptionalInt port();

    /** Whether the connection is encrypted from the start (RFC 8314). Without it the password travels in the clear. */
    @WithDefault("true")
    boolean tls();

    Optional<String> username();

    Optional<String> password();

    /** The folder to look through. Only what is recognised as ours is taken out of it; all other mail stays, unread. */
    @WithDefault("INBOX")
    String folder();

    /** How often. */
    @WithDefault("1m")
    Duration every();

    /** Of a larger message only so much is read: reports stand in front of what they return. */
    @WithDefault("1M")
    MemorySize maxMessage();
}
