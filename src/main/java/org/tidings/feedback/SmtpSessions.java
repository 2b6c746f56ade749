package org.tidings.feedback;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** The open connections. One that lasts too long is cut, whatever is said on it: commands without end would keep out the others for ever. */
final class SmtpSessions implements SessionHandler {

    private static final Logger LOG = Logger.getLogger(SmtpSessions.class);

    private final Map<Session, Instant> since = new ConcurrentHashMap<>();
    private final Duration longest;
    private final Clock clock;

    SmtpSessions(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public SessionAcceptance accept(Session session) {
        since.put(session, clock.instant());
        return SessionAcceptance.success();
    }

    @Override
    public void onSessionEnd(Session session) {
        since.remove(session);
    }

    void cutOverdue() {
        Instant limit = clock.instant().minus(longest);
        since.forEach((session, start) -> {
            if (start.isBefore(limit)) {
                try {
                    session.closeSocket(); // its thread finds that out, and ends it
                } catch (IOException closedAlready) {
                    LOG.debugf("Closing: %s", closedAlready.getMessage());
                }
            }
        });
    }
}
