package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import org.tidings.delivery.transport.RelayException;

/** Opens a session as a message would and names a sender, then takes it back and leaves. Nothing is sent. */
public final class RelayProbe {

    private RelayProbe() {}

    /**
     * Blocks for at most the send time-out of the settings.
     *
     * @param sender the address for MAIL
     * @throws RelayException when the server refuses
     * @throws IOException when the connection cannot be made, is lost or takes too long
     */
    public static void run(SmtpSettings settings, String sender, SessionListener listener) throws IOException {
        try (Deadlines deadlines = new Deadlines(settings.sendTimeout())) {
            long deadline = System.nanoTime() + settings.sendTimeout().toNanos();
            Session session = new SessionOpening(settings, deadlines).open(deadline, listener);
            SmtpReply reply = session.wire().command("MAIL FROM:<" + sender + ">");
            if (!reply.isPositive()) {
                throw new RefusedException(reply);
            }
            var unused = session.wire().command("RSET");
            session.quit();
        }
    }
}
