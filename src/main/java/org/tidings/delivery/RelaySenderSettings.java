package org.tidings.delivery;

import io.netty.util.NetUtil;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tidings.blast.BlastMessages;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.transport.smtp.DkimPublicKey;
import org.tidings.platform.PlatformConfig;
import org.tidings.senderdomain.SenderDomainConfig;
import org.tidings.senderdomain.SenderSettings;
import org.tidings.senderdomain.SenderSettings.Encryption;
import org.tidings.senderdomain.SenderSettings.SigningKey;
import org.tidings.senderdomain.SenderSettingsSource;

/** Reads from the settings of the relays what receivers can check. */
@Singleton
class RelaySenderSettings implements SenderSettingsSource {

    private final Relays relays;
    private final RelayClients clients;
    private final BlastMessages messages;
    private final PlatformConfig platform;
    private final SenderDomainConfig config;
    private final boolean simulated;

    RelaySenderSettings(
            Relays relays,
            RelayClients clients,
            BlastMessages messages,
            PlatformConfig platform,
            SenderDomainConfig config,
            @ConfigProperty(name = "tidings.simulator", defaultValue = "false") boolean simulated) {
        this.relays = relays;
        this.clients = clients;
        this.messages = messages;
        this.platform = platform;
        this.config = config;
        this.simulated = simulated;
    }

    @Override
    public SenderSettings settings() {
        List<MailerRuntimeConfig> mailers =
                relays.all().stream().map(Relay::name).map(clients::config).toList();
        String from = messages.fromAddress();
        return new SenderSettings(
                lowerCase(from.substring(from.lastIndexOf('@') + 1)),
                lowerCase(messages.settings().feedbackDomain()),
                Objects.requireNonNullElse(platform.baseUrl().getHost(), "localhost"),
                mailers.stream()
                        .filter(mailer -> mailer.dkim().enabled())
                        .map(mailer -> key(mailer))
                        .distinct()
                        .toList(),
                mailers.stream().map(MailerRuntimeConfig::host).distinct().toList(),
                config.addresses().orElse(List.of()).stream()
                        .map(RelaySenderSettings::address)
                        .toList(),
                encryption(mailers),
                "https".equals(platform.baseUrl().getScheme()),
                simulated);
    }

    private static SigningKey key(MailerRuntimeConfig mailer) {
        return new SigningKey(
                lowerCase(mailer.dkim().sdid().orElseThrow().strip()),
                mailer.dkim().selector().orElseThrow().strip(),
                DkimPublicKey.of(mailer.dkim()));
    }

    /** That of the least protected relay. */
    private static Encryption encryption(List<MailerRuntimeConfig> mailers) {
        return mailers.stream()
                .map(RelaySenderSettings::encryption)
                .max(Encryption::compareTo)
                .orElse(Encryption.NEVER);
    }

    private static Encryption encryption(MailerRuntimeConfig mailer) {
        if (mailer.tls().orElse(mailer.tlsConfigurationName().isPresent())) {
            return Encryption.ALWAYS;
        }
        return switch (mailer.startTLS().toUpperCase(Locale.ROOT)) {
            case "REQUIRED" -> Encryption.ALWAYS;
            case "DISABLED" -> Encryption.NEVER;
            default -> Encryption.IF_OFFERED;
        };
    }

    private static InetAddress address(String configured) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(configured.strip());
        if (octets == null) {
            throw new IllegalStateException("tidings.sender-domain.addresses must be IP addresses, not: " + configured);
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException neverWithFourOrSixteenOctets) {
            throw new IllegalStateException(neverWithFourOrSixteenOctets);
        }
    }

    private static String lowerCase(String domain) {
        return domain.toLowerCase(Locale.ROOT);
    }
}
