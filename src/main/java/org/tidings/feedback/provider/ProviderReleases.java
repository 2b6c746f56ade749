package org.tidings.feedback.provider;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes released addresses from the suppression lists of the configured providers, in the background. A provider that is slow or away delays
 * only the others' requests.
 */
@ApplicationScoped
public class ProviderReleases {

    private static final Logger LOG = Logger.getLogger(ProviderReleases.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 200;
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final FeedbackProviders providers;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final ThreadPoolExecutor threads;

    ProviderReleases(FeedbackProviders providers) {
        this.providers = providers;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "provider-release");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What became of an address at a provider.
     *
     * @param isTried whether the provider was asked: it has an API, and there is a key for it
     * @param sentence for staff
     */
    public record Outcome(boolean isTried, String sentence) {}

    /** One outcome for each configured provider. They never complete exceptionally; after a burst of releases they may take minutes. */
    public List<CompletableFuture<Outcome>> release(String email) {
        return providers.configured().stream()
                .map(provider -> release(provider, email))
                .toList();
    }

    private CompletableFuture<Outcome> release(FeedbackProvider provider, String email) {
        String name = provider.displayName();
        List<HttpRequest> requests = provider.suppressions().release(email);
        if (requests.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Outcome(false, name + " may also have suppressed this address; check its suppression list."));
        }
        try {
            return CompletableFuture.supplyAsync(() -> outcome(name, problem(provider, requests)), threads)
                    .exceptionally(failure -> {
                        LOG.errorf(failure, "An address was not released at %s", name);
                        return outcome(name, Optional.of("internal error"));
                    });
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.completedFuture(outcome(name, Optional.of("too many at once")));
        }
    }

    private static Outcome outcome(String name, Optional<String> problem) {
        return problem.map(why -> new Outcome(
                        true,
                        "It could not be released at " + name + " (" + why
                                + "): remove it from the suppression list there."))
                .orElseGet(() -> new Outcome(true, "It was also released at " + name + "."));
    }

    /** The first problem. The other requests are sent all the same. */
    private Optional<String> problem(FeedbackProvider provider, List<HttpRequest> requests) {
        String first = null;
        for (HttpRequest request : requests) {
            String problem = problem(provider, request);
            first = first == null ? problem : first;
        }
        return Optional.ofNullable(first);
    }

    private @Nullable String problem(FeedbackProvider provider, HttpRequest request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(
                request,
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(octets -> {
                    body.write(octets, 0, Math.min(octets.length, LONGEST_ANSWER - body.size()));
                })));
        try {
            int status = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            String text = body.toString(StandardCharsets.UTF_8);
            Optional<String> problem = provider.suppressions().problem(status, text);
            problem.ifPresent(why -> LOG.warnf(
                    "%s answered %d and did not release an address",
                    request.uri().getHost(), status));
            return problem.orElse(null);
        } catch (ExecutionException failure) {
            LOG.warnf("%s cannot be reached: %s", request.uri().getHost(), failure.getCause());
            return "it cannot be reached";
        } catch (TimeoutException timeout) {
            exchange.cancel(true);
            return "it did not answer within " + TIMEOUT.toSeconds() + " seconds";
        } catch (MalformedBodyException malformed) {
            return "its answer cannot be read";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "Tidings was stopped";
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
