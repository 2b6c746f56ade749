package org.tidings.account;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
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

    static final String OF_NETWORK = "Too many requests from your network. Try again in an hour.";
    static final String FOR_ADDRESS =
            "You asked for several links in the past hour. Use the newest one in your inbox, or try again in an hour.";
    private static final String BUSY = "Too many people are asking for a password. Try again in a few minutes.";

    private static final int MOST_WAITING = 200;
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

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
            new ThreadPoolExecutor.AbortPolicy());

    ForgottenPasswords(StaffLinks links, RequestLimits limits) {
        this.links = links;
        this.limits = limits;
        worker.allowCoreThreadTimeOut(true);
    }

    /** Returns why it is refused, which does not depend on the address; empty if it is handled, or ignored for this address. */
    Optional<String> request(String email, String remoteAddress) {
        return submit(email, remoteAddress, () -> links.reset(email, remoteAddress))
                .filter(problem -> !problem.equals(FOR_ADDRESS));
    }

    /** Returns why it is refused; empty if it is handled. For the owner of a link, who may know. */
    Optional<String> requestAgain(StaffLinks.Found found, String remoteAddress) {
        return submit(found.staff().email, remoteAddress, () -> links.replace(found, remoteAddress));
    }

    private Optional<String> submit(String email, String remoteAddress, Runnable send) {
        if (!limits.allows("new password from " + Network.of(remoteAddress), MOST_OF_NETWORK, PERIOD)) {
            return Optional.of(OF_NETWORK);
        }
        if (!limits.allows("new password for " + StaffMember.normalise(email), MOST_FOR_ADDRESS, PERIOD)) {
            return Optional.of(FOR_ADDRESS);
        }
        try {
            worker.execute(() -> run(send));
            return Optional.empty();
        } catch (RejectedExecutionException e) {
            LOG.warnf(
                    "Refused a request for a new password: %d are waiting",
                    worker.getQueue().size());
            return Optional.of(BUSY);
        }
    }

    /** A failure must not end the thread, nor show in the response. */
    private static void run(Runnable send) {
        try {
            send.run();
        } catch (RuntimeException failure) {
            LOG.warn("A message for a new password was not stored", failure);
        }
    }

    /** Requests that were answered are handled while there is a database. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warnf(
                    "Stopped before %d requests for a new password were handled",
                    worker.getQueue().size());
        }
    }
}
