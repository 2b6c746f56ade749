package org.tidings.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives each request an id: that of {@code X-Request-ID}, as proxies set it, if it has at most 64 letters, digits, dots, dashes and
 * underscores; otherwise a random one of 16 hexadecimal digits. The response repeats it, log messages written during the request have it in
 * the field {@code request} of the mapped diagnostic context, and error pages name it as reference.
 */
@ApplicationScoped
class RequestIds {

    static final String HEADER = "X-Request-ID";

    private static final String KEY = "request";
    private static final Pattern FORM = Pattern.compile("[\\w.-]{1,64}");

    void register(@Observes Filters filters) {
        filters.register(RequestIds::identify, SecurityHeaders.FIRST);
    }

    private static void identify(RoutingContext request) {
        String sent = request.request().getHeader(HEADER);
        String id = sent != null && FORM.matcher(sent).matches() ? sent : random();
        MDC.put(KEY, id);
        request.response().putHeader(HEADER, id);
        request.next();
    }

    /** The id of the request that is being answered. */
    static String current() {
        return MDC.get(KEY) instanceof String id ? id : random();
    }

    private static String random() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }
}
