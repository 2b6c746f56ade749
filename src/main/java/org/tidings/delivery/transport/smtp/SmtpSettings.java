package org.tidings.delivery.transport.smtp;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one mail server is reached. {@link MailerSettings} reads it from {@code quarkus.mailer}.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls whether the connection is encrypted from the start (RFC 8314, section 3.3)
 * @param startTls whether a plain connection is encrypted after EHLO (RFC 3207)
 * @param tlsClient trust, for both
 * @param login when to authenticate
 * @param credentials null when there are none
 * @param authMethods the allowed mechanisms, by their names in upper case; empty for all
 * @param ownHostName the name given in EHLO
 * @param esmtp false to say HELO
 * @param messagesPerConnection after so many a new connection is made; 0 for no limit
 * @param sendTimeout the longest time of one message. At most half of it passes before its final dot is sent
 * @param dkim null when messages are not signed here
 */
public record SmtpSettings(
        String host,
        int port,
        boolean tls,
        StartTls startTls,
        TlsClient tlsClient,
        Login login,
        @Nullable Credentials credentials,
        List<String> authMethods,
        String ownHostName,
        boolean esmtp,
        long messagesPerConnection,
        Duration sendTimeout,
        @Nullable DkimSigner dkim) {

    /** {@code quarkus.mailer.start-tls}. */
    public enum StartTls {
        /** Never. */
        DISABLED,
        /** Where the server announces it. A handshake that fails is an error all the same. */
        OPTIONAL,
        /** No mail without it. */
        REQUIRED
    }

    /** {@code quarkus.mailer.login}. */
    public enum Login {
        /** Never. */
        DISABLED,
        /** Where there are credentials and a common mechanism. */
        NONE,
        /** No mail without it. */
        REQUIRED,
        /** As {@link #NONE}, by XOAUTH2 alone. */
        XOAUTH2
    }
}
