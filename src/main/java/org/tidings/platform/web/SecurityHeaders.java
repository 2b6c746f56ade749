package org.tidings.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.tidings.platform.PlatformConfig;

/**
 * Adds security headers to every response, including files and errors. A resource can set its own {@code Content-Security-Policy}, as the
 * preview does, which is shown in a frame.
 */
@ApplicationScoped
public class SecurityHeaders {

    /**
     * Forbids inline scripts, except for the {@link ImportMap}. Allows inline styles, which set the widths of bars and do little harm without scripts. Allows images from any
     * site, because blasts contain them.
     */
    static final String POLICY =
            "default-src 'self'; script-src 'self' " + ImportMap.HASH + "; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: https: http:; font-src 'self' data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    /**
     * For the HTML of a message, shown in a sandboxed frame: no scripts and no forms. Links open in a new tab.
     */
    public static final String FRAMED_MAIL_POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                    + " style-src 'unsafe-inline' https: http:; img-src 'self' data: https: http:;"
                    + " font-src data: https: http:; frame-ancestors 'self'";

    /** Before all other filters. */
    public static final int FIRST = 1000;

    private final boolean https;

    SecurityHeaders(PlatformConfig config) {
        this.https = "https".equals(config.baseUrl().getScheme());
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FIRST);
    }

    private void add(RoutingContext request) {
        request.addHeadersEndHandler(end -> {
            MultiMap headers = request.response().headers();
            complete(headers);
            if (https) {
                headers.set("Strict-Transport-Security", "max-age=31536000");
            }
            stayHere(request.request(), headers);
        });
        request.next();
    }

    /** A redirect to another page of ours names neither scheme nor host: behind a proxy we do not know them, and a client can make the host up. */
    private static void stayHere(HttpServerRequest request, MultiMap headers) {
        String location = headers.get("Location");
        String host = request.getHeader("Host");
        if (location == null || host == null) {
            return;
        }
        for (String scheme : new String[] {"http://", "https://"}) {
            String here = scheme + host;
            if (location.startsWith(here + "/") && !location.startsWith("//", here.length())) {
                headers.set("Location", location.substring(here.length()));
            }
        }
    }

    private static void complete(MultiMap headers) {
        if (!headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", POLICY).set("X-Frame-Options", "DENY");
        }
        headers.set("X-Content-Type-Options", "nosniff");
        // pages contain customers' addresses: after a logout, "back" must not show a stored copy
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
        if (!headers.contains("Referrer-Policy")) {
            headers.set("Referrer-Policy", "same-origin");
        }
    }
}
