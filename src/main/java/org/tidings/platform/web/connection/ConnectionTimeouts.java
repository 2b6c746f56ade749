package org.tidings.platform.web.connection;

import java.time.Duration;

/**
 * The time limits of a connection.
 *
 * @param headers from the start of a connection, or from the first byte of a further request, to the end of the request's headers; also
 *     includes the TLS handshake
 * @param idle between two requests; longer than a proxy keeps an idle connection (nginx: 60 seconds, Caddy: 2 minutes), which otherwise may
 *     send a request while the connection is being closed
 * @param stalled without the client reading any of a response
 */
record ConnectionTimeouts(Duration headers, Duration idle, Duration stalled) {

    static final ConnectionTimeouts DEFAULT =
            new ConnectionTimeouts(Duration.ofSeconds(20), Duration.ofMinutes(3), Duration.ofMinutes(1));
}
