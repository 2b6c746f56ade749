package org.tidings.blast.linkcheck;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.HostAddresses;

/** Checks links in the background and remembers the results for some minutes. */
@ApplicationScoped
public class LinkChecks {

    /** Of one message; those that follow are not checked. */
    private static final int MOST_LINKS = 30;

    private static final int THREADS = 4;
    private static final int MOST_WAITING = 300;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final boolean enabled;
    private final LinkProbe probe;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                Thread thread = new Thread(work, "link-check");
                thread.setDaemon(true);
                return thread;
            });
    private final AsyncCache<String, LinkState> states = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(5_000)
            .executor(threads)
            .buildAsync();

    LinkChecks(LinkCheckConfig config, Vertx vertx, Dns dns) {
        this.enabled = config.enabled();
        this.probe = new LinkProbe(vertx, HostAddresses.ofTheInternet(dns), port -> port == 80 || port == 443);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What is known now.
     *
     * @param pending whether checks are still running
     * @param states of the links whose check has ended
     */
    public record Result(boolean pending, Map<String, LinkState> states) {}

    /** Starts the checks of links that are not known yet, and does not wait for them. */
    public Result of(Collection<String> urls) {
        boolean pending = false;
        Map<String, LinkState> known = new LinkedHashMap<>();
        List<String> checked = enabled ? urls.stream().limit(MOST_LINKS).toList() : List.of();
        for (String url : checked) {
            CompletableFuture<LinkState> state = state(url);
            if (!state.isDone()) {
                pending = true;
            } else if (!state.isCompletedExceptionally()) {
                known.put(url, state.join());
            }
        }
        return new Result(pending, known);
    }

    private CompletableFuture<LinkState> state(String url) {
        try {
            return states.get(url, probe::check);
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.completedFuture(LinkState.UNKNOWN);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
        probe.close();
    }
}
