package org.tidings.delivery.transport.smtp;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of a Quarkus mailer ({@code quarkus.mailer} or {@code quarkus.mailer.NAME}) as the mailer itself does, so that both transports
 * obey the same settings. Not used: {@code pipelining}, which follows from what the server announces, and the keys of the mailer's pool.
 */
public final class MailerSettings {

    /** RFC 5321, section 4.5.4.2. The mailer's default whether or not the connection is encrypted. */
    private static final int DEFAULT_PORT = 25;

    private MailerSettings() {}

    /**
     * The settings of one mailer.
     *
     * @param name for messages about wrong settings
     * @param defaults those of the default mailer, whose signed headers and canonicalization apply where the mailer has none
     * @param sendTimeout the longest time of one message, {@code tidings.delivery.send-timeout}
     * @throws IllegalStateException when there is no TLS configuration of the configured name
     * @throws io.quarkus.runtime.configuration.ConfigurationException when a trust store or DKIM key cannot be used
     */
    public static SmtpSettings of(
            String name,
            MailerRuntimeConfig config,
            MailerRuntimeConfig defaults,
            TlsConfigurationRegistry registry,
            Duration sendTimeout,
            Clock clock) {
        MailerTls tls = MailerTls.of(name, config, registry);
        return new SmtpSettings(
                config.host(),
                config.port().orElse(DEFAULT_PORT),
                tls.fromTheStart(),
                SmtpSettings.StartTls.valueOf(config.startTLS().toUpperCase(Locale.ROOT)),
                tls.client(),
                SmtpSettings.Login.valueOf(config.login().toUpperCase(Locale.ROOT)),
                credentials(config),
                config.authMethods().map(MailerSettings::words).orElse(List.of()),
                config.ownHostName().orElseGet(MailerSettings::ownHostName),
                !config.disableEsmtp(),
                config.keepAlive() ? Math.max(0, config.maxMailsPerConnection().orElse(0)) : 1,
                sendTimeout,
                MailerDkim.of(config.dkim(), defaults.dkim(), clock));
    }

    private static @Nullable Credentials credentials(MailerRuntimeConfig config) {
        return config.username()
                .flatMap(username -> config.password().map(password -> new Credentials(username, password)))
                .orElse(null);
    }

    private static List<String> words(String methods) {
        return Arrays.stream(methods.toUpperCase(Locale.ROOT).strip().split("[\\s,]+", -1))
                .filter(method -> !method.isEmpty())
                .toList();
    }

    private static String ownHostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException unknown) {
            return "localhost";
        }
    }
}
