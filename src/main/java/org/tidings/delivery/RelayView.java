package org.tidings.delivery;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.TransportHealth;

/**
 * A relay as its owner sees it; the password never.
 *
 * @param share how much of the mail goes by it, in percent
 * @param trouble why it takes no mail; null when it does
 * @param result of a test, if there was one
 */
public record RelayView(
        String name,
        int share,
        String address,
        String encryption,
        String login,
        boolean signs,
        @Nullable String trouble,
        @Nullable Instant since,
        ConnectionCheck.@Nullable Result result) {

    static RelayView of(Relay relay, int share, MailerRuntimeConfig config, ConnectionCheck.@Nullable Result result) {
        TransportHealth.Trouble trouble = relay.health().trouble();
        boolean tls = config.tls().orElse(config.tlsConfigurationName().isPresent());
        return new RelayView(
                relay.name(),
                share,
                config.host() + ", port " + config.port().orElse(25),
                tls ? "TLS from the start" : startTls(config.startTLS()),
                config.username().map(user -> "as " + user).orElse("none"),
                config.dkim().enabled(),
                trouble == null ? null : trouble.sentence(),
                trouble == null ? null : trouble.since(),
                result);
    }

    private static String startTls(String mode) {
        return switch (mode.toUpperCase(Locale.ROOT)) {
            case "REQUIRED" -> "STARTTLS, required";
            case "DISABLED" -> "none";
            default -> "STARTTLS if the server supports it";
        };
    }
}
