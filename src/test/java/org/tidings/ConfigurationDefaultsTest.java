package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tidings.account.BootstrapConfig;
import org.tidings.account.OperatorConfig;
import org.tidings.account.oidc.OidcConfig;
import org.tidings.blast.LaunchConfig;
import org.tidings.blast.MailConfig;
import org.tidings.blast.RetentionConfig;
import org.tidings.blast.UndoConfig;
import org.tidings.contact.imports.ImportRetentionConfig;
import org.tidings.delivery.DeliveryConfig;
import org.tidings.feedback.ImapIntakeConfig;
import org.tidings.feedback.SmtpIntakeConfig;
import org.tidings.feedback.provider.ProviderConfig;
import org.tidings.platform.PlatformConfig;
import org.tidings.simulator.SimulatorConfig;

/** Pins all configuration defaults. A change here changes the behaviour of existing installations. */
class ConfigurationDefaultsTest {

    @Test
    void platform() {
        PlatformConfig config = defaults(PlatformConfig.class);
        assertThat(config.baseUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(config.dataDir()).isEqualTo(Path.of("data"));
        assertThat(config.secret()).isEmpty();
        assertThat(config.embeddedDatabase()).isFalse();
    }

    @Test
    void retention() {
        RetentionConfig config = defaults(RetentionConfig.class);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(60));
        assertThat(config.cancelledRetention()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void importRetention() {
        ImportRetentionConfig config = defaults(ImportRetentionConfig.class);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(90));
        assertThat(config.uploadRetention()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void mail() {
        MailConfig config = defaults(MailConfig.class);
        assertThat(config.feedback().domain()).isEmpty();
        assertThat(config.tracking().opens()).isTrue();
        assertThat(config.tracking().clicks()).isTrue();
    }

    @Test
    void undo() {
        assertThat(defaults(UndoConfig.class).undo()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void launch() {
        assertThat(defaults(LaunchConfig.class).chunk()).isEqualTo(5_000);
    }

    @Test
    void delivery() {
        DeliveryConfig config = defaults(DeliveryConfig.class);
        assertThat(config.transport()).isEqualTo(DeliveryConfig.TransportKind.MAILER);
        assertThat(config.connections()).isEqualTo(20);
        assertThat(config.relays()).isEmpty();
        assertThat(config.rate()).isEmpty();
        assertThat(config.attempts()).isEqualTo(6);
        assertThat(config.retryDelay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.retryFactor()).isEqualTo(3);
        assertThat(config.confirmation()).isEqualTo(DeliveryConfig.Confirmation.ACCEPTED);
        assertThat(config.sendTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void feedback() {
        SmtpIntakeConfig smtp = defaults(SmtpIntakeConfig.class);
        assertThat(smtp.port()).isEqualTo(2525);
        assertThat(smtp.connections()).isEqualTo(100);
        assertThat(smtp.maxMessage().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(smtp.firstRecipient()).isEqualTo(Duration.ofSeconds(30));
        assertThat(smtp.idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(smtp.patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(smtp.keyStore()).isEmpty();
        assertThat(smtp.keyStorePassword()).isEmpty();
        ImapIntakeConfig imap = defaults(ImapIntakeConfig.class);
        assertThat(imap.host()).isEmpty();
        assertThat(imap.port()).isEmpty();
        assertThat(imap.tls()).isTrue();
        assertThat(imap.folder()).isEqualTo("INBOX");
        assertThat(imap.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(imap.maxMessage().asLongValue()).isEqualTo(1024 * 1024);
    }

    @Test
    void feedbackProviders() {
        ProviderConfig config = defaults(ProviderConfig.class);
        assertThat(config.postmark().secret()).isEmpty();
        assertThat(config.postmark().username()).isEqualTo("tidings");
        assertThat(config.postmark().messageStream()).isEmpty();
        assertThat(config.postmark().apiUrl()).hasToString("https://api.postmarkapp.com");
        assertThat(config.sendgrid().publicKey()).isEmpty();
        assertThat(config.sendgrid().apiUrl()).hasToString("https://api.sendgrid.com");
        assertThat(config.mailgun().signingKey()).isEmpty();
        assertThat(config.mailgun().domain()).isEmpty();
        assertThat(config.mailgun().apiUrl()).hasToString("https://api.mailgun.net");
        assertThat(config.brevo().secret()).isEmpty();
        assertThat(config.brevo().username()).isEqualTo("tidings");
        assertThat(config.brevo().apiUrl()).hasToString("https://api.brevo.com");
        assertThat(config.sparkpost().secret()).isEmpty();
        assertThat(config.sparkpost().username()).isEqualTo("tidings");
        assertThat(config.sparkpost().apiUrl()).hasToString("https://api.sparkpost.com");
        assertThat(config.mandrill().webhookKey()).isEmpty();
        assertThat(config.mandrill().webhookUrl()).isEmpty();
        assertThat(config.mandrill().apiUrl()).hasToString("https://mandrillapp.com");
    }

    @Test
    void bootstrap() {
        BootstrapConfig config = defaults(BootstrapConfig.class);
        assertThat(config.ownerEmail()).isEmpty();
        assertThat(config.ownerPassword()).isEmpty();
        assertThat(config.apiKey()).isEmpty();
        assertThat(config.accountName()).isEqualTo("My business");
    }

    @Test
    void singleSignOn() {
        OidcConfig config = defaults(OidcConfig.class);
        assertThat(config.issuer()).isEmpty();
        assertThat(config.clientId()).isEmpty();
        assertThat(config.clientSecret()).isEmpty();
        assertThat(config.name()).isEmpty();
        assertThat(config.countsAsSecondStep()).isFalse();
    }

    @Test
    void operator() {
        assertThat(defaults(OperatorConfig.class).password()).isEmpty();
    }

    @Test
    void simulator() {
        SimulatorConfig config = defaults(SimulatorConfig.class);
        assertThat(config.active()).isFalse();
        assertThat(config.port()).isZero();
        assertThat(config.readingTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.keptMessages()).isEqualTo(5000);
        assertThat(config.keptBytes().asBigInteger()).isEqualTo(BigInteger.valueOf(32 * 1024 * 1024));
        assertThat(config.waitingBytes().asBigInteger()).isEqualTo(BigInteger.valueOf(32 * 1024 * 1024));
        assertThat(config.concurrency()).isEqualTo(8);
    }

    private static <T> T defaults(Class<T> mapping) {
        assertThat(mapping).hasAnnotation(ConfigMapping.class);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors() // which resolve the port in the URL
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }
}
