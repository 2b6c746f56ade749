package org.tidings.account;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tidings.platform.Network;
import org.tidings.platform.web.RequestLimits;

/**
 * Requests for a new password. They are handled after the response, by one thread: neither what the page answers nor how long it takes tells
 * whether somebody logs in with an address.
 */
@ApplicationScoped
class ForgottenPasswords {

    private static final Logger LOG = Logger.getLogger(ForgottenPasswords.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    /** Requests for one address that send a message; further ones are ignored. */
    static final int MOST_FOR_ADDRESS = 3;

    /** Requests of one network that are answered. */
    static final int MOST_OF_NETWORK = 30;

    private static final int MOST_WAITING = 200;

    private final StaffLinks links;
    private final RequestLimits limits;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
                Thread thread = new Thread(task, "forgotten-passwords");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    ForgottenPasswords(StaffLinks links, RequestLimits limits) {
        this.links = links;
        this.limits = limits;
        worker.allowCoreThreadTimeOut(true);
    }

    /** Returns false if this network sent too many requests. */
    boolean request(String email, String remoteAddress) {
        return submit(email, remoteAddress, () -> links.reset(email, remoteAddress));
    }

    /** As {@link #request}, for the owner of a link. */
    boolean requestAgain(StaffLinks.Found found, String remoteAddress) {
        return submit(found.staff().email, remoteAddress, () -> links.replace(found, remoteAddress));
    }

    private boolean submit(String email, String remoteAddress, Runnable send) {
        if (!limits.allows("new password from " + Network.of(remoteAddress), MOST_OF_NETWORK, PERIOD)) {
            return false;
        }
        if (limits.allows("new password for " + StaffMember.normalise(email), MOST_FOR_ADDRESS, PERIOD)) {
            worker.execute(() -> run(send));
        }
        return true;
    }

    /** A failure must not end the thread, nor show in the response. */
    private static void run(Runnable send) {
        try {
            send.run();
        } catch (RuntimeException failure) {
            LOG.warn("A message for a new password was not stored", failure);
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdown();
    }
}
