package org.tidings.sample;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.net.URI;
import org.jboss.logging.Logger;
import org.tidings.account.AlreadySetUpException;
import org.tidings.account.FirstAccount;
import org.tidings.account.SetupKey;
import org.tidings.account.StaffMember;
import org.tidings.platform.PlatformConfig;

/** Creates the sample data if configured, and logs the URL of the application after startup. */
@ApplicationScoped
class Welcome {

    private static final Logger LOG = Logger.getLogger(Welcome.class);

    /** Runs after the account from the configuration has been created. */
    private static final int LATE = 5_000;

    private final SampleConfig config;
    private final SampleData sample;
    private final FirstAccount firstAccount;
    private final SetupKey setupKey;
    private final PlatformConfig platform;
    private volatile boolean sampleCreated;

    Welcome(
            SampleConfig config,
            SampleData sample,
            FirstAccount firstAccount,
            SetupKey setupKey,
            PlatformConfig platform) {
        this.config = config;
        this.sample = sample;
        this.firstAccount = firstAccount;
        this.setupKey = setupKey;
        this.platform = platform;
    }

    /** Runs before the HTTP server starts, so the setup page is never shown. */
    void fill(@Observes @Priority(LATE) StartupEvent event) {
        if (config.sampleData() && firstAccount.isMissing()) {
            try {
                sample.createAccount();
                sampleCreated = true;
            } catch (AlreadySetUpException e) {
                LOG.info("Another node created the first account");
            }
        }
    }

    /** Creates blasts after the HTTP server has started: simulated recipients open and click immediately. */
    @ActivateRequestContext
    void welcome(@ObservesAsync HttpServerStart event) {
        try {
            if (sampleCreated) {
                sample.createPeople();
                sample.createBlasts();
            }
            LOG.info("Tidings is ready: " + address(event.options().getPort()) + hint());
        } catch (RuntimeException e) { // exceptions of asynchronous observers are not logged
            LOG.error("The sample data could not be created", e);
        }
    }

    private String hint() {
        if (firstAccount.isMissing()) {
            return "/setup?key=" + setupKey.value() + " - create the first account there";
        }
        if (config.sampleData() && StaffMember.count("email", SampleData.EMAIL) > 0) {
            return " - log in as " + SampleData.EMAIL + ", password \"" + SampleData.PASSWORD
                    + "\" (sample data: not for the open internet)";
        }
        return " - log in there";
    }

    /** The public URL; for localhost, the URL with the actual port. */
    private String address(int port) {
        URI configured = platform.baseUrl();
        return "localhost".equals(configured.getHost()) ? "http://localhost:" + port : configured.toString();
    }
}
