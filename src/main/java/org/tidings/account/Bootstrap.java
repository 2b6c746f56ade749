package org.tidings.account;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Creates the first account from the configuration when the application starts on an empty database. */
@ApplicationScoped
class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final BootstrapConfig config;
    private final FirstAccount firstAccount;

    Bootstrap(BootstrapConfig config, FirstAccount firstAccount) {
        this.config = config;
        this.firstAccount = firstAccount;
    }

    /** Startup events are fired after the migrations. */
    void start(@Observes StartupEvent event) {
        config.apiKey().ifPresent(key -> checkKey(key, firstAccount::isMissing));
        config.ownerEmail().filter(email -> firstAccount.isMissing()).ifPresent(this::create);
    }

    /** An account that exists does not use the key any more, but an earlier version may have created it with any key. */
    static void checkKey(String key, BooleanSupplier isNeeded) {
        BootstrapConfig.problemOfKey(key).ifPresent(problem -> {
            if (isNeeded.getAsBoolean()) {
                throw new IllegalStateException("tidings.bootstrap.api-key cannot be used. " + problem);
            }
            LOG.warnf(
                    "tidings.bootstrap.api-key is easy to guess. Under Settings, replace the API key \"%s\"; then remove the setting.",
                    FirstAccount.KEY_NAME);
        });
    }

    private void create(String email) {
        String password = config.ownerPassword()
                .orElseThrow(() -> new IllegalStateException(
                        "tidings.bootstrap.owner-email is set, so tidings.bootstrap.owner-password must be too"));
        Passwords.problem(password, email, config.accountName()).ifPresent(problem -> {
            throw new IllegalStateException("tidings.bootstrap.owner-password cannot be used. " + problem);
        });
        try {
            firstAccount.create(new FirstAccount.NewAccount(
                    config.accountName(),
                    TimeZones.systemDefault(),
                    email.substring(0, Math.max(0, email.indexOf('@'))),
                    email,
                    password));
            LOG.infof("Created the first account, \"%s\", and its owner", config.accountName());
        } catch (AlreadySetUpException e) {
            LOG.info("Another node created the first account");
        }
    }
}
