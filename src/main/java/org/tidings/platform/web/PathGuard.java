package org.tidings.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Answers 400 to a path that the parts of a server, or a proxy in front of it, could read in different ways: with matrix parameters, with
 * empty segments, or with dots, slashes or control characters in disguise (RFC 3986, section 7.3). No page or link of ours has such a path.
 */
final class PathGuard {

    private static final Pattern AMBIGUOUS = Pattern.compile(
            "[;\\\\]|//|/\\.{1,2}(?:/|$)|%(?:2[ef]|3b|5c|[01][0-9a-f]|7f|[46][1-9a-f]|[57][0-9a])",
            Pattern.CASE_INSENSITIVE);

    private static final int FIRST = SecurityHeaders.FIRST - 1;

    void register(@Observes Filters filters) {
        filters.register(PathGuard::check, FIRST);
    }

    private static void check(RoutingContext request) {
        String path = request.request().path();
        if (isAmbiguous(path == null ? "" : path)) {
            request.response()
                    .setStatusCode(400)
                    .putHeader("Content-Type", "text/plain; charset=UTF-8")
                    .end("This URL is not valid.\n");
        } else {
            request.next();
        }
    }

    /** @param path as in the request line, without the query */
    static boolean isAmbiguous(String path) {
        return !path.startsWith("/") || AMBIGUOUS.matcher(path).find();
    }
}
