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
import org.tidings.account.StaffMember;
import org.tidings.platform.PlatformConfig;

/** Says where to go once pages are served; before that, fills an empty installation where sample data is wanted. */
@ApplicationScoped
class Welcome {

    private static final Logger LOG = Logger.getLogger(Welcome.class);

    /** After an account was made from the configuration, if it was. */
    private static final int LATE = 5_000;

    private final SampleConfig config;
    private final SampleData sample;
    private final FirstAccount firstAccount;
    private final PlatformConfig platform;
    private volatile boolean madeNow;

    Welcome(SampleConfig config, SampleData sample, FirstAccount firstAccount, PlatformConfig platform) {
        this.config = config;
        this.sample = sample;
        this.firstAccount = firstAccount;
        this.platform = platform;
    }

    /** Before pages are served, so that nobody meets the set-up page. */
    void fill(@Observes @Priority(LATE) StartupEvent event) {
        if (config.sampleData() && firstAccount.isMissing()) {
            try {
                sample.makeAccount();
                madeNow = true;
            } catch (AlreadySetUpException e) {
                LOG.info("Another node made the first account");
            }
        }
    }

    /** Blasts wait until pages are served: their recipients open and click at once. */
    @ActivateRequestContext
    void welcome(@ObservesAsync HttpServerStart event) {
        try {
            if (madeNow) {
                sample.makeBlasts();
            }
            LOG.info("Tidings is ready: " + address(event.options().getPort()) + whatNext());
        } catch (RuntimeException e) { // nobody else would hear of it
            LOG.error("The sample data could not be made", e);
        }
    }

    private String whatNext() {
        if (firstAccount.isMissing()) {
            return "/setup - make the first account there";
        }
        if (config.sampleData() && StaffMember.count("email", SampleData.EMAIL) > 0) {
            return " - log in as " + SampleData.EMAIL + ", password \"" + SampleData.PASSWORD
                    + "\" (sample data: not for the open internet)";
        }
        return " - log in there";
    }

    /** The public address, unless that is this machine: then the port tells better. */
    private String address(int port) {
        URI configured = platform.baseUrl();
        return "localhost".equals(configured.getHost()) ? "http://localhost:" + port : configured.toString();
    }
}
