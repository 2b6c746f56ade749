package org.tidings.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/**
 * Adds security headers to every response, including files and errors. A resource can set its own {@code Content-Security-Policy}, as the
 * preview does, which is shown in a frame.
 */
public final class SecurityHeaders {

    /**
     * Forbids inline scripts. Allows inline styles, which set the widths of bars and do little harm without scripts. Allows images from any
     * site, because blasts contain them.
     */
    static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: https: http:; font-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    /**
     * For the HTML of a message, shown in a sandboxed frame: no scripts and no forms. Links open in a new tab.
     */
    public static final String FRAMED_MAIL_POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                    + " style-src 'unsafe-inline' https: http:; img-src 'self' data: https: http:;"
                    + " font-src data: https: http:; frame-ancestors 'self'";

    private static final int FIRST = 1000;

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, FIRST);
    }

    private static void add(RoutingContext request) {
        request.addHeadersEndHandler(end -> complete(request.response().headers()));
        request.next();
    }

    private static void complete(MultiMap headers) {
        if (!headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", POLICY).set("X-Frame-Options", "DENY");
        }
        headers.set("X-Content-Type-Options", "nosniff");
        if (!headers.contains("Referrer-Policy")) {
            headers.set("Referrer-Policy", "same-origin");
        }
    }
}
