package org.tidings.delivery.transport.mailer;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.net.JksOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Reads the settings of one relay from {@code quarkus.mailer} or {@code quarkus.mailer.NAME} as Quarkus does. Quarkus itself makes only mailers
 * whose names are in the code.
 *
 * <p>The keys of the {@code Mail} class ({@code from}, {@code bounce-address}, {@code mock}, {@code approved-recipients}, {@code timeout} and the
 * log switches) are not used, nor is {@code max-pool-size}: the number of connections is {@code tidings.delivery.connections}.
 */
public final class RelayMailConfig {

    private RelayMailConfig() {}

    /**
     * The client's configuration.
     *
     * @param name of the mailer, for messages
     * @param mailer its settings
     * @param defaults those of the default mailer: what {@code application.properties} sets there for Tidings (pipelining, DKIM headers) applies
     *     to named mailers, too
     * @throws IllegalStateException when the TLS configuration is missing
     */
    public static MailConfig of(
            String name, MailerRuntimeConfig mailer, MailerRuntimeConfig defaults, TlsConfigurationRegistry tls) {
        MailConfig config = new MailConfig()
                .setHostname(mailer.host())
                .setLogin(LoginOption.valueOf(mailer.login().toUpperCase(Locale.ROOT)))
                .setStarttls(StartTLSOptions.valueOf(mailer.startTLS().toUpperCase(Locale.ROOT)))
                .setDisableEsmtp(mailer.disableEsmtp())
                .setMultiPartOnly(mailer.multiPartOnly())
                .setAllowRcptErrors(mailer.allowRcptErrors())
                .setPipelining(defaults.pipelining())
                .setKeepAlive(mailer.keepAlive())
                .setKeepAliveTimeout((int) mailer.keepAliveTimeout().toMillis())
                .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod((int) mailer.poolCleanerPeriod().toMillis())
                .setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS);
        mailer.port().ifPresent(config::setPort);
        mailer.ownHostName().ifPresent(config::setOwnHostname);
        mailer.username().ifPresent(config::setUsername);
        mailer.password().ifPresent(config::setPassword);
        mailer.authMethods().ifPresent(config::setAuthMethods);
        mailer.ntlm().domain().ifPresent(config::setNtDomain);
        mailer.ntlm().workstation().ifPresent(config::setWorkstation);
        mailer.maxMailsPerConnection().ifPresent(config::setMaxMailsPerConnection);
        if (mailer.dkim().enabled()) {
            config.setEnableDKIM(true).addDKIMSignOption(RelayDkim.of(mailer.dkim(), defaults.dkim()));
        }
        mailer.tlsConfigurationName()
                .ifPresentOrElse(
                        named -> useRegistry(config, mailer, named, name, tls), () -> useOwnKeys(config, mailer, tls));
        return config;
    }

    private static void useRegistry(
            MailConfig config, MailerRuntimeConfig mailer, String named, String name, TlsConfigurationRegistry tls) {
        TlsConfiguration configuration = tls.get(named)
                .orElseThrow(() -> new IllegalStateException(
                        "The TLS configuration " + named + " of the mailer " + name + " does not exist"));
        TlsConfigUtils.configure(config, configuration);
        config.setUseAlpn(false).setSsl(mailer.tls().orElse(true));
    }

    @SuppressWarnings("deprecation") // keys that Quarkus still takes, in favour of tls-configuration-name
    private static void useOwnKeys(MailConfig config, MailerRuntimeConfig mailer, TlsConfigurationRegistry tls) {
        boolean trustAll = mailer.trustAll()
                .orElseGet(
                        () -> tls.getDefault().map(TlsConfiguration::isTrustAll).orElse(false));
        config.setTrustAll(trustAll);
        config.setSsl(mailer.ssl() || mailer.tls().orElse(trustAll));
        if (mailer.keyStore().isPresent()) {
            JksOptions store = new JksOptions().setPath(mailer.keyStore().get());
            mailer.keyStorePassword().ifPresent(store::setPassword);
            config.setTrustOptions(store);
        } else if (mailer.truststore().isConfigured()) {
            config.setTrustOptions(RelayTrust.of(mailer.truststore()));
        }
    }
}
