package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.RelayException;

/** Opens sessions: connects, reads the greeting, says EHLO, encrypts and logs in. Safe for use by several threads. */
final class SessionOpening {

    private final SmtpSettings settings;
    private final Deadlines deadlines;
    private final Authentication authentication;

    SessionOpening(SmtpSettings settings, Deadlines deadlines) {
        this.settings = settings;
        this.deadlines = deadlines;
        this.authentication = new Authentication(settings);
    }

    /**
     * A session that is ready for MAIL.
     *
     * @param deadlineNanos by {@link System#nanoTime}, for all of it
     * @throws RelayException when the server refuses or does not offer what the settings require
     */
    Session open(long deadlineNanos, SessionListener listener) throws IOException {
        Wire wire = Wire.connect(settings.host(), settings.port(), deadlineNanos, deadlines, listener);
        try {
            Capabilities capabilities = prepare(wire);
            authentication.logIn(wire, capabilities);
            return new Session(wire, capabilities);
        } catch (IOException | RuntimeException failure) {
            wire.close();
            throw failure;
        }
    }

    private Capabilities prepare(Wire wire) throws IOException {
        if (settings.tls()) {
            encrypt(wire);
        }
        require(wire.read());
        Capabilities capabilities = greet(wire);
        if (wire.isEncrypted() || settings.startTls() == SmtpSettings.StartTls.DISABLED) {
            return capabilities;
        }
        if (capabilities.startTls()) {
            require(wire.command("STARTTLS"));
            wire.requireSilence(); // or what an attacker adds in clear passes for encrypted (CVE-2011-0411)
            encrypt(wire);
            return greet(wire);
        }
        if (settings.startTls() == SmtpSettings.StartTls.REQUIRED) {
            throw new RelayException(RelayErrors.NO_STARTTLS, "STARTTLS is not announced");
        }
        return capabilities;
    }

    private void encrypt(Wire wire) throws IOException {
        wire.encrypt(settings.tlsClient(), settings.host(), settings.port());
    }

    private Capabilities greet(Wire wire) throws IOException {
        wire.requireSilence();
        if (settings.esmtp()) {
            SmtpReply reply = wire.command("EHLO " + settings.ownHostName());
            if (reply.isPositive()) {
                return Capabilities.of(reply);
            }
            if (reply.isClosing()) {
                throw new RefusedException(reply);
            }
        }
        require(wire.command("HELO " + settings.ownHostName()));
        return Capabilities.NONE;
    }

    private static void require(SmtpReply reply) throws IOException {
        if (reply.isIntermediate()) {
            throw new UnexpectedReplyException("Unexpected reply: " + reply.text());
        }
        if (!reply.isPositive()) {
            throw new RefusedException(reply);
        }
    }
}
