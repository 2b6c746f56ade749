package org.tidings.delivery;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.transport.Transport;
import org.tidings.delivery.transport.mailer.MailerTransport;
import org.tidings.delivery.transport.mailer.RelayMailConfig;
import org.tidings.delivery.transport.smtp.MailerSettings;
import org.tidings.delivery.transport.smtp.SmtpSettings;
import org.tidings.delivery.transport.smtp.SmtpTransport;

/** Makes the relays: those of {@code tidings.delivery.relays}, each with the settings of the mailer of its name. */
@Singleton
class RelayClients {

    /** What the default mailer is called where relays are listed. */
    static final String DEFAULT = "default";

    private final MailersRuntimeConfig config;
    private final TlsConfigurationRegistry tls;
    private final Clock clock;
    private final Relays relays;

    RelayClients(MailersRuntimeConfig config, DeliveryConfig delivery, TlsConfigurationRegistry tls, Clock clock) {
        this.config = config;
        this.tls = tls;
        this.clock = clock;
        Map<String, Integer> weights = new TreeMap<>();
        delivery.relays().forEach((name, share) -> weights.put(name, share.weight()));
        if (weights.isEmpty()) {
            weights.put(DEFAULT, 1);
        }
        List<Relay> all = weights.entrySet().stream()
                .map(entry -> new Relay(entry.getKey(), entry.getValue(), transport(entry.getKey(), delivery)))
                .toList();
        this.relays = new Relays(all, delivery.connections());
    }

    @Produces
    @Singleton
    Relays relays() {
        return relays;
    }

    private Transport transport(String relay, DeliveryConfig delivery) {
        return switch (delivery.transport()) {
            case MAILER ->
                new MailerTransport(
                        RelayMailConfig.of(relay, config(relay), config(DEFAULT), tls), delivery.sendTimeout());
            case PIPELINED -> new SmtpTransport(settings(relay, delivery.sendTimeout()));
        };
    }

    /** How our own SMTP client uses a relay. */
    SmtpSettings settings(String relay, Duration sendTimeout) {
        return MailerSettings.of(relay, config(relay), config(DEFAULT), tls, sendTimeout, clock);
    }

    /**
     * A mailer's settings.
     *
     * @throws IllegalStateException when there is no mailer of this name
     */
    MailerRuntimeConfig config(String relay) {
        String name = relay.equals(DEFAULT) ? Mailers.DEFAULT_MAILER_NAME : relay;
        if (!relay.equals(DEFAULT) && !config.mailers().containsKey(name)) {
            throw new IllegalStateException(
                    "tidings.delivery.relays." + relay + " is set, but quarkus.mailer." + relay + ".host is not");
        }
        return Objects.requireNonNull(config.mailers().get(name));
    }

    @PreDestroy
    void close() {
        relays.all().forEach(relay -> relay.transport().close());
    }
}
