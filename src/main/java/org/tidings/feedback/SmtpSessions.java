package org.tidings.feedback;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/**
 * Tracks open connections. Closes those that exceed the maximum duration and limits one host to half of all connections, which prevents a
 * single client from blocking others. The limit does not apply to private networks, where all connections may come from one proxy.
 */
final class SmtpSessions implements SessionHandler {

    private static final Logger LOG = Logger.getLogger(SmtpSessions.class);

    private final Map<Session, Instant> since = new ConcurrentHashMap<>();
    private final Duration longest;
    private final int mostOfOneHost;
    private final Clock clock;

    SmtpSessions(Duration longest, int connections, Clock clock) {
        this.longest = longest;
        this.mostOfOneHost = Math.max(1, connections / 2);
        this.clock = clock;
    }

    @Override
    public SessionAcceptance accept(Session session) {
        if (exceedsLimit(host(session), since.keySet().stream().map(SmtpSessions::host))) {
            return SessionAcceptance.failure(421, "4.7.0 Too many connections from your host, try again later");
        }
        since.put(session, clock.instant());
        return SessionAcceptance.success();
    }

    private static InetAddress host(Session session) {
        return session.getRemoteAddress().getAddress();
    }

    boolean exceedsLimit(InetAddress host, Stream<InetAddress> open) {
        return !isOurs(host)
                && open.filter(other -> network(other).equals(network(host))).count() >= mostOfOneHost;
    }

    private static boolean isOurs(InetAddress host) {
        boolean uniqueLocal = host instanceof Inet6Address && (host.getAddress()[0] & 0xfe) == 0xfc; // RFC 4193
        return host.isLoopbackAddress() || host.isSiteLocalAddress() || host.isLinkLocalAddress() || uniqueLocal;
    }

    /** For IPv6, the /64 network of the host, which can use any address in it (RFC 6177). */
    private static ByteBuffer network(InetAddress host) {
        return ByteBuffer.wrap(host.getAddress(), 0, host instanceof Inet6Address ? 8 : 4);
    }

    @Override
    public void onSessionEnd(Session session) {
        since.remove(session);
    }

    void closeExpired() {
        Instant limit = clock.instant().minus(longest);
        since.forEach((session, start) -> {
            if (start.isBefore(limit)) {
                try {
                    session.closeSocket(); // its thread detects this and ends the session
                } catch (IOException closed) {
                    LOG.debugf("Closing: %s", closed.getMessage());
                }
            }
        });
    }
}
