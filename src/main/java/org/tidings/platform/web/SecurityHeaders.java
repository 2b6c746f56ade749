package org.tidings.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/**
 * Headers of every answer, pages, files and errors alike. A resource may set its own {@code Content-Security-Policy},
 * as a preview must that is shown in a frame of ours; then that one counts.
 */
public final class SecurityHeaders {

    /**
     * No inline script anywhere. Inline styles stay allowed: the widths of bars are styles, and what styles can do
     * without scripts is little. Pictures of a blast come from anywhere.
     */
    static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: https: http:; font-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    /**
     * For a mail's own HTML, shown in a sandboxed frame of our pages: no scripts, no forms, nothing but looks.
     * Links open in a new tab.
     */
    public static final String FRAMED_MAIL_POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                    + " style-src 'unsafe-inline' https: http:; img-src 'self' data: https: http:;"
                    + " font-src data: https: http:; frame-ancestors 'self'";

    private static final int BEFORE_ALL_ELSE = 1000;

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, BEFORE_ALL_ELSE);
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
