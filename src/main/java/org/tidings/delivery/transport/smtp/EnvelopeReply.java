package org.tidings.delivery.transport.smtp;

import org.jspecify.annotations.Nullable;

/**
 * What a server made of an envelope.
 *
 * @param refusal the first negative reply; null when the server waits for the content
 * @param refused the command it was the reply to; {@code DATA} when there was none
 * @param awaitsContent the reply to DATA was 354, perhaps although an address was refused: the server then waits for a final dot all the same
 *     (RFC 2920, section 3.1)
 * @param recipientAccepted whether content would be delivered to somebody
 */
record EnvelopeReply(@Nullable SmtpReply refusal, Command refused, boolean awaitsContent, boolean recipientAccepted) {

    enum Command {
        MAIL,
        RCPT,
        DATA
    }

    static EnvelopeReply refused(Command command, SmtpReply refusal) {
        return new EnvelopeReply(refusal, command, false, false);
    }

    static EnvelopeReply ready() {
        return new EnvelopeReply(null, Command.DATA, true, true);
    }
}
