package org.tidings.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * HTTP client for URLs of Tidings; rejects all others. Links contain the public URL, which may not be reachable from this machine, so
 * requests are sent to the local port. Redirects are not followed, because they lead to other sites.
 */
final class Browser {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(TIMEOUT)
            .build();
    private final String baseUrl;
    private final IntSupplier localPort;

    /**
     * Creates a browser.
     *
     * @param baseUrl the public URL in the links, {@code tidings.base-url}
     * @param localPort the port of Tidings on 127.0.0.1; read for each request, because it is not known before startup
     */
    Browser(String baseUrl, IntSupplier localPort) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.localPort = localPort;
    }

    /** The path and query of a URL of Tidings; empty for other URLs. */
    Optional<String> pathOf(String url) {
        // the slash excludes http://host@elsewhere/ and http://host.elsewhere/
        return url.startsWith(baseUrl + "/") ? Optional.of(url.substring(baseUrl.length())) : Optional.empty();
    }

    /**
     * Requests a page and discards the body.
     *
     * @return the status code of the response
     * @throws IOException when there is no response, or the URL does not belong to Tidings
     */
    int get(String url, String userAgent) throws IOException, InterruptedException {
        return send("GET", url, userAgent, BodyPublishers.noBody());
    }

    /** Like {@link #get}, with the method HEAD. */
    int head(String url, String userAgent) throws IOException, InterruptedException {
        return send("HEAD", url, userAgent, BodyPublishers.noBody());
    }

    /** Like {@link #get}, posting the one-click body (RFC 8058, section 3.1). */
    int postOneClick(String url, String userAgent) throws IOException, InterruptedException {
        return send("POST", url, userAgent, BodyPublishers.ofString("List-Unsubscribe=One-Click"));
    }

    private int send(String method, String url, String userAgent, BodyPublisher body)
            throws IOException, InterruptedException {
        String path = pathOf(url).orElseThrow(() -> new IOException("not a URL of Tidings: " + url));
        HttpRequest.Builder request = HttpRequest.newBuilder(local(path))
                .method(method, body)
                .timeout(TIMEOUT)
                .header("User-Agent", userAgent);
        if (method.equals("POST")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private URI local(String path) throws IOException {
        try {
            return URI.create("http://127.0.0.1:" + localPort.getAsInt() + path);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a valid URL: " + path, e);
        }
    }
}
