package org.tidings.delivery.transport.smtp;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.SSLOptions;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Reads how a Quarkus mailer encrypts: {@code tls-configuration-name}, or the deprecated keys {@code ssl}, {@code trust-all}, {@code truststore}
 * and {@code key-store}.
 *
 * @param fromTheStart without STARTTLS
 */
record MailerTls(boolean fromTheStart, TlsClient client) {

    static MailerTls of(String name, MailerRuntimeConfig config, TlsConfigurationRegistry registry) {
        if (config.tlsConfigurationName().isEmpty()) {
            return ofMailer(config, registry);
        }
        String tlsName = config.tlsConfigurationName().get();
        TlsConfiguration tls = registry.get(tlsName)
                .orElseThrow(() -> new IllegalStateException(
                        "Unable to find the TLS configuration " + tlsName + " for the mailer " + name));
        return new MailerTls(config.tls().orElse(true), client(tls, tlsName));
    }

    private static TlsClient client(TlsConfiguration tls, String name) {
        boolean verify = !tls.isTrustAll()
                && tls.getHostnameVerificationAlgorithm()
                        .map(algorithm -> !algorithm.equalsIgnoreCase("NONE"))
                        .orElse(true);
        SSLOptions options = tls.getSSLOptions();
        return new TlsClient(
                context(tls, name),
                verify,
                options == null ? List.of() : List.copyOf(options.getEnabledSecureTransportProtocols()),
                options == null ? List.of() : List.copyOf(options.getEnabledCipherSuites()));
    }

    private static SSLContext context(TlsConfiguration tls, String name) {
        try {
            return tls.createSSLContext();
        } catch (Exception failure) {
            throw new ConfigurationException("The TLS configuration " + name + " cannot be used", failure);
        }
    }

    @SuppressWarnings("deprecation") // the keys are; some installations have no others
    private static MailerTls ofMailer(MailerRuntimeConfig config, TlsConfigurationRegistry registry) {
        boolean trustAll = config.trustAll()
                .orElseGet(() ->
                        registry.getDefault().map(TlsConfiguration::isTrustAll).orElse(false));
        boolean tls = config.ssl() || config.tls().orElse(trustAll);
        SSLContext context = trustAll ? TrustStores.trustingAll() : TrustStores.context(config);
        return new MailerTls(tls, new TlsClient(context, !trustAll, List.of(), List.of()));
    }
}
