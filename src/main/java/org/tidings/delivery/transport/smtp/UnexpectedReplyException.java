package org.tidings.delivery.transport.smtp;

import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.RelayException;

/** The server sent something that is no reply to what it was sent. Nothing it sends on this connection can be relied on. */
final class UnexpectedReplyException extends RelayException {

    private static final long serialVersionUID = 1L;

    UnexpectedReplyException(String text) {
        super(RelayErrors.UNASKED, text);
    }

    /** A reply that does not fit its command. */
    static UnexpectedReplyException to(String command, SmtpReply reply) {
        return new UnexpectedReplyException("Unexpected reply to " + command + ": " + reply.text());
    }
}
