package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tidings.delivery.transport.smtp.EnvelopeReply.Command;

/**
 * The mail transactions of one connection (RFC 5321, section 3.3), in one round trip each where the server announces PIPELINING (RFC 2920). For
 * one thread.
 */
final class Session {

    /** RSET and QUIT cost a server nothing. */
    private static final long AT_ONCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Wire wire;
    private final Capabilities capabilities;
    private boolean needsReset;
    private boolean resetSent;
    private boolean finalDotSent;
    private long answered;
    private long lastNanos = System.nanoTime();

    Session(Wire wire, Capabilities capabilities) {
        this.wire = wire;
        this.capabilities = capabilities;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    Wire wire() {
        return wire;
    }

    /** Messages that had their outcome on this connection. */
    long answered() {
        return answered;
    }

    void countAnswered() {
        answered++;
        lastNanos = System.nanoTime();
    }

    /** True when the final dot of the last content may have left, even if writing failed. */
    boolean isFinalDotSent() {
        return finalDotSent;
    }

    long idleNanos() {
        return System.nanoTime() - lastNanos;
    }

    void touch() {
        wire.clearDeadline();
        lastNanos = System.nanoTime();
    }

    /** Whether the server still answers, after a rest in which it may have closed the connection or disappeared. */
    boolean isAlive() {
        try {
            wire.setDeadline(System.nanoTime() + AT_ONCE_NANOS);
            wire.requireSilence();
            boolean alive = wire.command("RSET").isPositive();
            needsReset = false;
            return alive;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Adds the whole envelope to what is written next. Only where the server pipelines. */
    void announce(Envelope envelope, long size) {
        OctetBuffer output = wire.output();
        resetSent = needsReset;
        needsReset = false;
        if (resetSent) {
            output.ascii("RSET\r\n");
        }
        put(output, mail(envelope, size));
        put(output, recipient(envelope));
        output.ascii("DATA\r\n");
    }

    /** The replies to an envelope that was announced. */
    EnvelopeReply awaitEnvelope() throws IOException {
        if (resetSent) {
            resetSent = false;
            SmtpReply reset = wire.read();
            if (reset.isClosing()) {
                return EnvelopeReply.refused(Command.MAIL, reset);
            }
        }
        SmtpReply mail = replyTo(Command.MAIL);
        if (mail.isClosing()) {
            return EnvelopeReply.refused(Command.MAIL, mail);
        }
        SmtpReply recipient = replyTo(Command.RCPT);
        boolean mailAccepted = mail.isPositive();
        boolean recipientAccepted = recipient.isPositive();
        Command refused = mailAccepted ? Command.RCPT : Command.MAIL;
        if (recipient.isClosing()) {
            return EnvelopeReply.refused(refused, mailAccepted ? recipient : mail);
        }
        SmtpReply data = replyTo(Command.DATA);
        if (mailAccepted && recipientAccepted) {
            needsReset = data.isRefusal();
            return data.isRefusal() ? EnvelopeReply.refused(Command.DATA, data) : EnvelopeReply.ready();
        }
        needsReset = !data.isIntermediate();
        return new EnvelopeReply(mailAccepted ? recipient : mail, refused, data.isIntermediate(), recipientAccepted);
    }

    /** Sends an envelope one command at a time. */
    EnvelopeReply ask(Envelope envelope, long size) throws IOException {
        if (needsReset) {
            needsReset = false;
            SmtpReply reset = wire.command("RSET");
            if (reset.isClosing()) {
                return EnvelopeReply.refused(Command.MAIL, reset);
            }
        }
        for (Command command : Command.values()) {
            switch (command) {
                case MAIL -> put(wire.output(), mail(envelope, size));
                case RCPT -> put(wire.output(), recipient(envelope));
                case DATA -> wire.output().ascii("DATA\r\n");
            }
            wire.flush();
            SmtpReply reply = replyTo(command);
            if (reply.isRefusal()) {
                needsReset = true;
                return EnvelopeReply.refused(command, reply);
            }
        }
        return EnvelopeReply.ready();
    }

    /** Adds the content to what is written next, or writes it where it is large. {@link #end} must follow. */
    void content(RenderedContent message) throws IOException {
        finalDotSent = false;
        wire.output().ascii(message.signature());
        DotStuffing.append(message.beginning().array(), message.beginning().size(), wire);
        DotStuffing.append(message.end(), message.end().length, wire);
    }

    /** Adds the line with the final dot. */
    void end() {
        wire.output().ascii(".\r\n");
    }

    /** Writes what was added, the final dot among it. */
    void flushEnd() throws IOException {
        finalDotSent = true;
        wire.flush();
    }

    private SmtpReply replyTo(Command command) throws IOException {
        SmtpReply reply = wire.read();
        boolean fits = command == Command.DATA ? !reply.isPositive() : !reply.isIntermediate();
        if (!fits) {
            throw UnexpectedReplyException.to(command.name(), reply);
        }
        return reply;
    }

    private String mail(Envelope envelope, long size) {
        return "MAIL FROM:<" + envelope.from()
                + (capabilities.announcesSize() ? "> SIZE=" + size : ">")
                + (envelope.isInternationalized() ? " SMTPUTF8\r\n" : "\r\n");
    }

    private static String recipient(Envelope envelope) {
        return "RCPT TO:<" + envelope.to() + ">\r\n";
    }

    private static void put(OctetBuffer output, String line) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        output.write(octets, 0, octets.length);
    }

    /** Says QUIT, waits a second at most for the reply, and closes the socket. */
    void quit() {
        try {
            wire.setDeadline(System.nanoTime() + AT_ONCE_NANOS);
            var unused = wire.command("QUIT");
        } catch (IOException gone) {
            // then it needs no goodbye
        } finally {
            wire.close();
        }
    }
}
