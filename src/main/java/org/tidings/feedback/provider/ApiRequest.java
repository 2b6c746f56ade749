package org.tidings.feedback.provider;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to the API of a provider. */
public final class ApiRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ApiRequest() {}

    /**
     * A request with JSON.
     *
     * @param url of the API, without a path
     * @param path with a slash at its beginning
     */
    static HttpRequest.Builder post(URI url, String path, String json) {
        return to(url, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    static HttpRequest.Builder delete(URI url, String path) {
        return to(url, path).DELETE();
    }

    private static HttpRequest.Builder to(URI url, String path) {
        String root = url.toString().replaceFirst("/$", "");
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT).header("Accept", "application/json");
    }

    /** A text as one segment of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
