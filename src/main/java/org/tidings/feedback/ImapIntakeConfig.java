package org.tidings.feedback;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A mailbox that is polled for bounces, as an alternative to the SMTP listener. Disabled if no host is set. */
@ConfigMapping(prefix = "tidings.feedback.imap")
public interface ImapIntakeConfig {

    /** Host name of the IMAP server. */
    Optional<String> host();

    /** Port of the IMAP server. Default: 993, or 143 without TLS. */
    OptionalInt port();

    /** Whether to use implicit TLS (RFC 8314). Without TLS the password is sent in plain text. */
    @WithDefault("true")
    boolean tls();

    Optional<String> username();

    Optional<String> password();

    /** The folder to poll. Only feedback messages are moved; all other messages stay, unread. */
    @WithDefault("INBOX")
    String folder();

    /** The polling interval. */
    @WithDefault("1m")
    Duration every();

    /** Larger messages are read up to this size; a report precedes the returned message. */
    @WithDefault("1M")
    MemorySize maxMessage();
}
