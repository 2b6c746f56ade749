package org.tidings.delivery.transport.smtp;

import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.RelayException;

/** The server does not want a session with us: a negative reply to the connection, EHLO, STARTTLS or AUTH. */
final class RefusedException extends RelayException {

    private static final long serialVersionUID = 1L;

    RefusedException(SmtpReply reply) {
        super(RelayErrors.refused(reply.toReply().line()), reply.text());
    }
}
