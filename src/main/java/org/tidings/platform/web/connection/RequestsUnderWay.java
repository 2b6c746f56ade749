package org.tidings.platform.web.connection;

import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.tidings.platform.web.SecurityHeaders;

/** Tells the {@link ConnectionGuard} of a connection when its requests begin and end. */
final class RequestsUnderWay {

    void register(@Observes Filters filters) {
        filters.register(RequestsUnderWay::track, SecurityHeaders.FIRST + 1);
    }

    /** Filters do not apply to the port of health and metrics. */
    void register(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(RequestsUnderWay::track);
    }

    private static void track(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection) {
            ConnectionGuard guard = ConnectionGuard.of(connection.channel());
            if (guard != null) {
                guard.requestBegan();
                request.addEndHandler(ended -> guard.requestEnded());
            }
        }
        request.next();
    }
}
