package org.tidings.account;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Makes the first account from the configuration when the application starts on an empty database. */
@ApplicationScoped
class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final BootstrapConfig config;
    private final FirstAccount firstAccount;

    Bootstrap(BootstrapConfig config, FirstAccount firstAccount) {
        this.config = config;
        this.firstAccount = firstAccount;
    }

    /** Start-up events come after the migrations. */
    void start(@Observes StartupEvent event) {
        config.ownerEmail().filter(email -> firstAccount.isMissing()).ifPresent(this::make);
    }

    private void make(String email) {
        String password = config.ownerPassword()
                .orElseThrow(() -> new IllegalStateException(
                        "tidings.bootstrap.owner-email is set, so tidings.bootstrap.owner-password must be too"));
        try {
            firstAccount.make(new FirstAccount.Wanted(
                    config.accountName(),
                    TimeZones.own(),
                    email.substring(0, Math.max(0, email.indexOf('@'))),
                    email,
                    password));
            LOG.infof("Made the first account, \"%s\", with the owner %s", config.accountName(), email);
        } catch (AlreadySetUpException e) {
            LOG.info("Another node made the first account");
        }
    }
}
