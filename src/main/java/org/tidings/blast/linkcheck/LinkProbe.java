package org.tidings.blast.linkcheck;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.dns.HostAddresses;

/**
 * Opens one link as a reader's browser would, as far as the first lines of the answer. It asks with HEAD, which many servers answer wrongly, and
 * then with GET, of which nothing but the status is read.
 */
final class LinkProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REDIRECTS = 5;

    /** Where Google and Microsoft send readers of a document that is not shared with them. */
    private static final Set<String> LOGIN_HOSTS =
            Set.of("accounts.google.com", "login.microsoftonline.com", "login.live.com");

    private static final String USER_AGENT = "Mozilla/5.0 (compatible; Tidings link check)";

    private final HostAddresses hosts;
    private final IntPredicate ports;
    private final HttpClient client;

    /** Only hosts that are found at allowed addresses and at allowed ports are contacted. */
    LinkProbe(Vertx vertx, HostAddresses hosts, IntPredicate ports) {
        this.hosts = hosts;
        this.ports = ports;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setIdleTimeout((int) PATIENCE.toSeconds())
                .setVerifyHost(true));
    }

    /** Takes at most half a minute. */
    LinkState check(String url) {
        URI at = uri(url);
        for (int step = 0; step <= REDIRECTS && at != null && at.getHost() != null; step++) {
            if (LOGIN_HOSTS.contains(at.getHost()) && step > 0) {
                return LinkState.NEEDS_LOGIN;
            }
            HostAddresses.Found host = hosts.find(at.getHost());
            InetAddress address = host.address();
            if (address == null) {
                return state(Objects.requireNonNull(host.problem()));
            }
            if (!ports.test(HostAddresses.port(at))) {
                return LinkState.UNKNOWN;
            }
            Answer answer = answer(at, address);
            if (answer.location() == null) {
                return state(answer.status());
            }
            at = resolved(at, answer.location());
        }
        return LinkState.UNKNOWN;
    }

    /**
     * The beginning of an answer.
     *
     * @param status 0 if there was none
     * @param location where it redirects to
     */
    private record Answer(int status, @Nullable String location) {

        boolean isFinal() {
            return location != null || status / 100 == 2;
        }
    }

    private Answer answer(URI at, InetAddress address) {
        Answer head = request(HttpMethod.HEAD, at, address);
        return head.isFinal() ? head : request(HttpMethod.GET, at, address);
    }

    private Answer request(HttpMethod method, URI at, InetAddress address) {
        RequestOptions options = HostAddresses.request(method, at, address)
                .putHeader("User-Agent", USER_AGENT)
                .putHeader("Accept", "text/html,*/*");
        CompletableFuture<Answer> answer = client.request(options)
                .compose(request -> request.send().map(response -> {
                    Answer read = new Answer(response.statusCode(), location(response));
                    request.connection().close(); // the rest is not read
                    return read;
                }))
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Answer(0, null);
        } catch (ExecutionException | TimeoutException unreachable) {
            return new Answer(0, null);
        }
    }

    private static @Nullable String location(HttpClientResponse response) {
        return response.statusCode() / 100 == 3 ? response.getHeader("Location") : null;
    }

    private static LinkState state(int status) {
        return switch (status) {
            case 200, 201, 202, 203, 204, 206 -> LinkState.WORKS;
            case 401, 407 -> LinkState.NEEDS_LOGIN;
            case 404, 410 -> LinkState.NO_SUCH_PAGE;
            default -> LinkState.UNKNOWN;
        };
    }

    private static LinkState state(HostAddresses.Problem problem) {
        return switch (problem) {
            case NO_SUCH_HOST -> LinkState.NO_SUCH_HOST;
            case PRIVATE_NETWORK -> LinkState.PRIVATE_NETWORK;
            case UNKNOWN -> LinkState.UNKNOWN;
        };
    }

    private static @Nullable URI resolved(URI base, String location) {
        URI target = uri(location);
        return target == null ? null : uri(base.resolve(target).toString());
    }

    /** Null if it is not an address of the web, or relative to one. */
    private static @Nullable URI uri(String typed) {
        try {
            URI uri = new URI(typed);
            String scheme = uri.getScheme();
            return scheme == null || scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https") ? uri : null;
        } catch (URISyntaxException unusual) {
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
