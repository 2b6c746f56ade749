package org.tidings.delivery.transport.smtp;

import org.tidings.delivery.transport.Transport;
import org.tidings.delivery.transport.TransportConnection;

/** Sends by SMTP to one mail server. Each connection is a socket of its own. */
public final class SmtpTransport implements Transport {

    private final SmtpSettings settings;
    private final Deadlines deadlines;
    private final SessionOpening opening;

    /** Does not connect. */
    public SmtpTransport(SmtpSettings settings) {
        this.settings = settings;
        this.deadlines = new Deadlines(settings.sendTimeout());
        this.opening = new SessionOpening(settings, deadlines);
    }

    @Override
    public TransportConnection open() {
        return new SmtpConnection(settings, opening);
    }

    /** Closes the sockets that are still open, without QUIT. */
    @Override
    public void close() {
        deadlines.close();
    }
}
