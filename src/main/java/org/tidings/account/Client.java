package org.tidings.account;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is started.
 *
 * @param userAgent the header {@code User-Agent}, at most 300 characters; null if unknown
 * @param remoteAddress the IP address; null if unknown
 */
record Client(@Nullable String userAgent, @Nullable String remoteAddress) {

    private static final int LONGEST = 300;

    static final Client UNKNOWN = new Client(null, null);

    static Client of(RoutingContext request) {
        String agent = request.request().getHeader("User-Agent");
        return new Client(
                agent == null ? null : agent.substring(0, Math.min(agent.length(), LONGEST)),
                request.request().remoteAddress().hostAddress());
    }
}
