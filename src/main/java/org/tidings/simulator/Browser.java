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
 * Fetches addresses of Tidings, and of nobody else. Links carry the public address, which may not be reachable from
 * here, so the requests go to the local port instead. Redirects are not followed: they lead to the outside world.
 */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(PATIENCE)
            .build();
    private final String baseUrl;
    private final IntSupplier localPort;

    /**
     * A browser that knows one place.
     *
     * @param baseUrl the public address in the links, {@code tidings.base-url}
     * @param localPort where Tidings listens on 127.0.0.1; asked at each request, as it is not known before the start
     */
    Browser(String baseUrl, IntSupplier localPort) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.localPort = localPort;
    }

    /** The path and query of an address of Tidings; empty where the address is somebody else's. */
    Optional<String> pathOf(String url) {
        // the slash keeps http://host@elsewhere/ and http://host.elsewhere/ out
        return url.startsWith(baseUrl + "/") ? Optional.of(url.substring(baseUrl.length())) : Optional.empty();
    }

    /**
     * Fetches a page and drops what it says.
     *
     * @return the status of the answer
     * @throws IOException when there is no answer, or the address is somebody else's
     */
    int get(String url, String userAgent) throws IOException, InterruptedException {
        return send("GET", url, userAgent, BodyPublishers.noBody());
    }

    /** As {@link #get}, asking only for the headers. */
    int head(String url, String userAgent) throws IOException, InterruptedException {
        return send("HEAD", url, userAgent, BodyPublishers.noBody());
    }

    /** As {@link #get}, posting the one-click body (RFC 8058, section 3.1). */
    int postOneClick(String url, String userAgent) throws IOException, InterruptedException {
        return send("POST", url, userAgent, BodyPublishers.ofString("List-Unsubscribe=One-Click"));
    }

    private int send(String method, String url, String userAgent, BodyPublisher body)
            throws IOException, InterruptedException {
        String path = pathOf(url).orElseThrow(() -> new IOException("not an address of Tidings: " + url));
        HttpRequest.Builder request = HttpRequest.newBuilder(local(path))
                .method(method, body)
                .timeout(PATIENCE)
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
            throw new IOException("not a well-formed address: " + path, e);
        }
    }
}
