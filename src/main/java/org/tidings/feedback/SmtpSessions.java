package org.tidings.feedback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;
import org.tidings.platform.Network;

/**
 * Limits connections, so that idle ones do not keep other hosts out. A connection must soon name a valid recipient, and may not exceed the
 * maximum duration. One host can use a quarter of all connections. The latter does not apply to private networks, where all connections may
 * come from one proxy. When all connections are in use, a new host replaces the oldest connection without a valid recipient.
 */
final class SmtpSessions implements SessionHandler {

    private static final Logger LOG = Logger.getLogger(SmtpSessions.class);

    private final Map<MessageContext, Connection> connections = new ConcurrentHashMap<>();
    private final int most;
    private final int mostOfOneHost;
    private final Duration firstRecipient;
    private final Duration longest;
    private final Clock clock;

    SmtpSessions(int most, Duration firstRecipient, Duration longest, Clock clock) {
        this.most = most;
        this.mostOfOneHost = Math.max(1, most / 4);
        this.firstRecipient = firstRecipient;
        this.longest = longest;
        this.clock = clock;
    }

    /** A connection, with its TCP socket: closing the TLS socket on top of it can block. */
    private static final class Connection {
        private final Session session;
        private final Socket socket;
        private final InetAddress host;
        private final Instant since;
        private volatile boolean hasRecipient;

        /** The last reply to a connection that is being closed. */
        private volatile @Nullable String lastReply;

        Connection(Session session, Instant since) {
            this.session = session;
            this.socket = session.getSocket();
            this.host = host(session);
            this.since = since;
        }

        boolean isOpen() {
            return lastReply == null;
        }

        boolean isWaiting() {
            return isOpen() && !hasRecipient;
        }

        /** Ends the input. The thread of the session detects this and sends the last reply. Never blocks. */
        void end(String reply) {
            lastReply = reply;
            try {
                if (session.isTLSStarted()) {
                    socket.close();
                } else {
                    socket.shutdownInput();
                }
            } catch (IOException closed) {
                LOG.debugf("Closing: %s", closed.getMessage());
            }
        }

        void close() {
            try {
                socket.close(); // the thread of the session detects this and ends the session
            } catch (IOException closed) {
                LOG.debugf("Closing: %s", closed.getMessage());
            }
        }
    }

    @Override
    public synchronized SessionAcceptance accept(Session session) {
        InetAddress host = host(session);
        if (exceedsLimit(host, hosts())) {
            return SessionAcceptance.failure(421, "4.7.0 Too many connections from your host, try again later");
        }
        if (connections.values().stream().filter(Connection::isOpen).count() >= most && !makeRoom(host)) {
            return SessionAcceptance.failure(421, "4.3.2 Too many connections, try again later");
        }
        connections.put(session, new Connection(session, clock.instant()));
        return SessionAcceptance.success();
    }

    /** Ends the oldest connection without a valid recipient in favour of a host without a connection. */
    private boolean makeRoom(InetAddress host) {
        if (hosts().anyMatch(other -> isSame(other, host))) {
            return false;
        }
        Optional<Connection> oldest = connections.values().stream()
                .filter(Connection::isWaiting)
                .min(Comparator.comparing(connection -> connection.since));
        oldest.ifPresent(connection -> connection.end("421 4.3.2 Too many connections, try again later"));
        return oldest.isPresent();
    }

    /** The hosts of all connections, including those that are being closed. */
    private Stream<InetAddress> hosts() {
        return connections.values().stream().map(connection -> connection.host);
    }

    private static InetAddress host(Session session) {
        return session.getRemoteAddress().getAddress();
    }

    boolean exceedsLimit(InetAddress host, Stream<InetAddress> open) {
        return !Network.isPrivate(host)
                && open.filter(other -> isSame(other, host)).count() >= mostOfOneHost;
    }

    private static boolean isSame(InetAddress one, InetAddress other) {
        return Network.of(one).equals(Network.of(other));
    }

    /** Exempts the connection from the limits for those without a valid recipient. */
    void recipientAccepted(MessageContext session) {
        Connection connection = connections.get(session);
        if (connection != null) {
            connection.hasRecipient = true;
        }
    }

    /** Runs in the thread of the session before the socket is closed. */
    @Override
    public void onSessionEnd(Session session) {
        Connection connection = connections.get(session);
        try {
            if (connection != null && connection.lastReply != null) {
                session.sendResponse(connection.lastReply);
            }
        } catch (IOException closed) {
            LOG.debugf("Closing: %s", closed.getMessage());
        } finally {
            connections.remove(session);
        }
    }

    /** Closes connections that exceed a limit, and those that did not end by themselves since the previous call. */
    void closeExpired() {
        Instant now = clock.instant();
        for (Connection connection : connections.values()) {
            if (!connection.isOpen() || connection.since.plus(longest).isBefore(now)) {
                connection.close();
            } else if (connection.isWaiting()
                    && connection.since.plus(firstRecipient).isBefore(now)) {
                connection.end("421 4.4.2 No valid recipient within " + firstRecipient.toSeconds() + " seconds");
            }
        }
    }
}
