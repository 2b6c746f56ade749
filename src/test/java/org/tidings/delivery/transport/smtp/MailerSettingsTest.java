package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestCertificate;
import org.tidings.delivery.transport.smtp.SmtpPeer.Script;
import org.tidings.delivery.transport.smtp.SmtpSettings.Login;
import org.tidings.delivery.transport.smtp.SmtpSettings.StartTls;

/** The keys of the Quarkus mailer, and what follows from each. */
class MailerSettingsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Map<String, TlsConfiguration> registered = new HashMap<>();

    @Test
    void defaultsAreThoseOfTheMailer() {
        SmtpSettings settings = settings("");
        assertThat(settings.host()).isEqualTo("localhost");
        assertThat(settings.port()).isEqualTo(25);
        assertThat(settings.tls()).isFalse();
        assertThat(settings.startTls()).isEqualTo(StartTls.OPTIONAL);
        assertThat(settings.tlsClient().verifyHostname()).isTrue();
        assertThat(settings.login()).isEqualTo(Login.NONE);
        assertThat(settings.credentials()).isNull();
        assertThat(settings.authMethods()).isEmpty();
        assertThat(settings.ownHostName()).isNotEmpty();
        assertThat(settings.esmtp()).isTrue();
        assertThat(settings.messagesPerConnection()).isZero();
        assertThat(settings.sendTimeout()).isEqualTo(TIMEOUT);
        assertThat(settings.dkim()).isNull();
    }

    @Test
    void everyKeyIsRead() {
        SmtpSettings settings = settings("""
                quarkus.mailer.host=smtp.example
                quarkus.mailer.port=465
                quarkus.mailer.tls=true
                quarkus.mailer.start-tls=required
                quarkus.mailer.login=xoauth2
                quarkus.mailer.username=studio
                quarkus.mailer.password=sesame
                quarkus.mailer.auth-methods=plain LOGIN
                quarkus.mailer.own-host-name=studio.example
                quarkus.mailer.disable-esmtp=true
                quarkus.mailer.max-mails-per-connection=100
                quarkus.mailer.trust-all=true
                """);
        assertThat(settings.host()).isEqualTo("smtp.example");
        assertThat(settings.port()).isEqualTo(465);
        assertThat(settings.tls()).isTrue();
        assertThat(settings.startTls()).isEqualTo(StartTls.REQUIRED);
        assertThat(settings.login()).isEqualTo(Login.XOAUTH2);
        assertThat(settings.credentials()).isEqualTo(new Credentials("studio", "sesame"));
        assertThat(settings.authMethods()).containsExactly("PLAIN", "LOGIN");
        assertThat(settings.ownHostName()).isEqualTo("studio.example");
        assertThat(settings.esmtp()).isFalse();
        assertThat(settings.messagesPerConnection()).isEqualTo(100);
        assertThat(settings.tlsClient().verifyHostname()).isFalse();
    }

    @Test
    void passwordIsNotInTheText() {
        assertThat(settings("quarkus.mailer.username=studio\nquarkus.mailer.password=sesame"))
                .asString()
                .contains("studio")
                .doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.mailer.ssl=true, true",
        "quarkus.mailer.tls=false, false",
        "quarkus.mailer.trust-all=true, true",
        "quarkus.mailer.tls-configuration-name=own, true"
    })
    void tlsFollowsFromTheseKeys(String key, boolean tls) {
        registered.put("own", new BaseTlsConfiguration() {});
        assertThat(settings(key).tls()).isEqualTo(tls);
    }

    @Test
    void tlsConfigurationMayServeStartTls() {
        registered.put("own", new BaseTlsConfiguration() {
            @Override
            public Optional<String> getHostnameVerificationAlgorithm() {
                return Optional.of("NONE");
            }

            @Override
            public SSLContext createSSLContext() throws Exception {
                return SSLContext.getDefault();
            }
        });
        SmtpSettings settings = settings("quarkus.mailer.tls-configuration-name=own\nquarkus.mailer.tls=false");
        assertThat(settings.tls()).isFalse();
        assertThat(settings.tlsClient().verifyHostname()).isFalse();
    }

    @Test
    void unknownTlsConfigurationIsAnError() {
        assertThatThrownBy(() -> settings("quarkus.mailer.tls-configuration-name=other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other");
    }

    @Test
    void namedMailerHasItsOwnKeys() {
        assertThat(settings(
                                "east",
                                "quarkus.mailer.host=west\nquarkus.mailer.east.host=east.example\nquarkus.mailer.east.port=2525")
                        .host())
                .isEqualTo("east.example");
    }

    @ParameterizedTest
    @CsvSource({"relay.pem", "relay.p12"})
    void trustStoreIsUsed(String file) throws Exception {
        TestCertificate certificate = TestCertificate.make();
        Script script = Script.announcing("STARTTLS").tls(certificate.server());
        String trust = "quarkus.mailer.truststore.paths=" + certificate.folder().resolve(file)
                + (file.endsWith("p12") ? "\nquarkus.mailer.truststore.password=changeit" : "");
        try (SmtpPeer peer = new SmtpPeer(script)) {
            SmtpSettings settings =
                    settings(trust + "\nquarkus.mailer.host=127.0.0.1\nquarkus.mailer.port=" + peer.port());
            RelayProbe.run(settings, "a@studio.example", SessionListener.NONE);
            assertThat(peer.commands()).contains("MAIL FROM:<a@studio.example>", "RSET", "QUIT");
        }
    }

    @Test
    void trustStoreThatIsMissingIsAnError() {
        assertThatThrownBy(() -> settings("quarkus.mailer.truststore.paths=/nowhere.pem"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void dkimKeysAreRead() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        String base = "quarkus.mailer.dkim.enabled=true\nquarkus.mailer.dkim.sdid=studio.example\n";
        assertThat(settings(base + "quarkus.mailer.dkim.selector=s\nquarkus.mailer.dkim.private-key=" + key)
                        .dkim())
                .isNotNull();
        assertThatThrownBy(() -> settings(base + "quarkus.mailer.dkim.private-key=" + key))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("selector");
        assertThatThrownBy(
                        () -> settings(base + "quarkus.mailer.dkim.selector=s\nquarkus.mailer.dkim.private-key=abcd"))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> settings(base + "quarkus.mailer.dkim.selector=s\nquarkus.mailer.dkim.private-key="
                        + key + "\nquarkus.mailer.dkim.signed-headers=To,Subject"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("From");
    }

    private SmtpSettings settings(String properties) {
        return settings("<default>", properties);
    }

    private SmtpSettings settings(String name, String properties) {
        Map<String, String> values = new HashMap<>();
        properties
                .lines()
                .forEach(line ->
                        values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        MailerRuntimeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(MailersRuntimeConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(MailersRuntimeConfig.class)
                .mailers()
                .get(name);
        return MailerSettings.of(name, config, config, registry(), TIMEOUT, Clock.systemUTC());
    }

    private TlsConfigurationRegistry registry() {
        return new TlsConfigurationRegistry() {
            @Override
            public Optional<TlsConfiguration> get(String name) {
                return Optional.ofNullable(registered.get(name));
            }

            @Override
            public Optional<TlsConfiguration> getDefault() {
                return Optional.empty();
            }

            @Override
            public void register(String name, TlsConfiguration configuration) {
                registered.put(name, configuration);
            }
        };
    }
}
