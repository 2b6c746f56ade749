package org.tidings.delivery.transport.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.mailer.runtime.DkimSignOptionsConfig;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.mailer.runtime.NtlmConfig;
import io.quarkus.mailer.runtime.TrustStoreConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tidings.NoTls;

class RelayMailConfigTest {

    @Test
    void defaultsAreThoseOfQuarkus() {
        MailConfig config = config("east", Map.of("quarkus.mailer.east.host", "mx.example"));
        assertThat(config.getHostname()).isEqualTo("mx.example");
        assertThat(config.getPort()).isEqualTo(25);
        assertThat(config.getStarttls()).isEqualTo(StartTLSOptions.OPTIONAL);
        assertThat(config.getLogin()).isEqualTo(LoginOption.NONE);
        assertThat(config.isSsl()).isFalse();
        assertThat(config.isTrustAll()).isFalse();
        assertThat(config.isKeepAlive()).isTrue();
        assertThat(config.getKeepAliveTimeout()).isEqualTo(300_000);
        assertThat(config.getPoolCleanerPeriod()).isEqualTo(1_000);
        assertThat(config.isEnableDKIM()).isFalse();
    }

    @Test
    void settingsOfTheRelayAreUsed() {
        MailConfig config = config(
                "east",
                Map.of(
                        "quarkus.mailer.east.host", "mx.example",
                        "quarkus.mailer.east.port", "465",
                        "quarkus.mailer.east.tls", "true",
                        "quarkus.mailer.east.start-tls", "required",
                        "quarkus.mailer.east.login", "required",
                        "quarkus.mailer.east.username", "us",
                        "quarkus.mailer.east.password", "sesame",
                        "quarkus.mailer.east.auth-methods", "PLAIN",
                        "quarkus.mailer.east.own-host-name", "us.example",
                        "quarkus.mailer.east.max-mails-per-connection", "7"));
        assertThat(config.getPort()).isEqualTo(465);
        assertThat(config.isSsl()).isTrue();
        assertThat(config.getStarttls()).isEqualTo(StartTLSOptions.REQUIRED);
        assertThat(config.getLogin()).isEqualTo(LoginOption.REQUIRED);
        assertThat(config.getUsername()).isEqualTo("us");
        assertThat(config.getPassword()).isEqualTo("sesame");
        assertThat(config.getAuthMethods()).isEqualTo("PLAIN");
        assertThat(config.getOwnHostname()).isEqualTo("us.example");
        assertThat(config.getMaxMailsPerConnection()).isEqualTo(7);
    }

    @Test
    void pipeliningAndSignedHeadersOfTheDefaultMailerApplyToNamedOnes() {
        MailConfig config = config(
                "east",
                Map.of(
                        "quarkus.mailer.pipelining", "false",
                        "quarkus.mailer.dkim.signed-headers", "From,List-Unsubscribe",
                        "quarkus.mailer.dkim.header-canon-algo", "relaxed",
                        "quarkus.mailer.east.dkim.enabled", "true",
                        "quarkus.mailer.east.dkim.sdid", "x.example",
                        "quarkus.mailer.east.dkim.selector", "s1",
                        "quarkus.mailer.east.dkim.private-key", "key"));
        assertThat(config.isPipelining()).isFalse();
        DKIMSignOptions dkim = config.getDKIMSignOption();
        assertThat(dkim.getSdid()).isEqualTo("x.example");
        assertThat(dkim.getSelector()).isEqualTo("s1");
        assertThat(dkim.getPrivateKey()).isEqualTo("key");
        assertThat(dkim.getSignedHeaders()).containsExactly("From", "List-Unsubscribe");
        assertThat(dkim.getHeaderCanonAlgo()).isEqualTo(CanonicalizationAlgorithm.RELAXED);
    }

    @Test
    void dkimWithoutADomainOrFromIsRefused() {
        assertThatThrownBy(() -> config("east", Map.of("quarkus.mailer.east.dkim.enabled", "true")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sdid");
        assertThatThrownBy(() -> config(
                        "east",
                        Map.of(
                                "quarkus.mailer.east.dkim.enabled", "true",
                                "quarkus.mailer.east.dkim.sdid", "x.example",
                                "quarkus.mailer.east.dkim.selector", "s1",
                                "quarkus.mailer.east.dkim.signed-headers", "Subject")))
                .hasMessageContaining("From");
    }

    @Test
    void trustStoreIsKnownByItsTypeOrItsName() {
        assertThat(trust("a.pem", null)).isInstanceOf(PemTrustOptions.class);
        assertThat(trust("a.p12", null)).isInstanceOf(PfxOptions.class);
        assertThat(trust("a.jks", null)).isInstanceOf(JksOptions.class);
        assertThat(trust("a.bin", "PEM")).isInstanceOf(PemTrustOptions.class);
        assertThatThrownBy(() -> trust("a.bin", null)).hasMessageContaining("truststore.type");
    }

    @Test
    void missingTlsConfigurationIsNamed() {
        assertThatThrownBy(() -> config("east", Map.of("quarkus.mailer.east.tls-configuration-name", "mail")))
                .hasMessage("The TLS configuration mail of the mailer east does not exist");
    }

    /** A key that Quarkus adds must be mapped in {@link RelayMailConfig}, or listed there as not used. */
    @Test
    void allKeysOfQuarkusAreKnown() {
        assertThat(Arrays.stream(MailerRuntimeConfig.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder(
                        "from",
                        "mock",
                        "bounceAddress",
                        "host",
                        "port",
                        "username",
                        "password",
                        "tlsConfigurationName",
                        "ssl",
                        "tls",
                        "trustAll",
                        "maxPoolSize",
                        "ownHostName",
                        "keepAlive",
                        "disableEsmtp",
                        "startTLS",
                        "dkim",
                        "login",
                        "authMethods",
                        "keyStore",
                        "keyStorePassword",
                        "truststore",
                        "multiPartOnly",
                        "allowRcptErrors",
                        "pipelining",
                        "poolCleanerPeriod",
                        "keepAliveTimeout",
                        "ntlm",
                        "approvedRecipients",
                        "logRejectedRecipients",
                        "logInvalidRecipients",
                        "timeout",
                        "maxMailsPerConnection");
        assertThat(Arrays.stream(DkimSignOptionsConfig.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder(
                        "enabled",
                        "privateKey",
                        "privateKeyPath",
                        "auid",
                        "selector",
                        "sdid",
                        "headerCanonAlgo",
                        "bodyCanonAlgo",
                        "bodyLimit",
                        "signatureTimestamp",
                        "expireTime",
                        "signedHeaders");
        assertThat(Arrays.stream(NtlmConfig.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder("workstation", "domain");
        assertThat(Arrays.stream(TrustStoreConfig.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder("password", "paths", "type", "isConfigured");
    }

    private static Object trust(String path, @Nullable String type) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.mailer.east.truststore.paths", path);
        if (type != null) {
            settings.put("quarkus.mailer.east.truststore.type", type);
        }
        return config("east", settings).getTrustOptions();
    }

    private static MailConfig config(String name, Map<String, String> settings) {
        Map<String, MailerRuntimeConfig> mailers = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MailersRuntimeConfig.class)
                .withDefaultValues(settings)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(MailersRuntimeConfig.class)
                .mailers();
        return RelayMailConfig.of(
                name,
                Objects.requireNonNull(mailers.get(name)),
                Objects.requireNonNull(mailers.get(Mailers.DEFAULT_MAILER_NAME)),
                new NoTls());
    }
}
