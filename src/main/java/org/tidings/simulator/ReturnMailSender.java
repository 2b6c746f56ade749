package org.tidings.simulator;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Properties;
import java.util.function.IntSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Sends return mail to a message's envelope sender: to Tidings over SMTP, with a null sender (RFC 5321, section 4.5.5). */
final class ReturnMailSender {

    private static final String HOST = "127.0.0.1";
    private static final String TIMEOUT_MILLIS = "10000";

    private final IntSupplier port;
    private final Clock clock;
    private final Session session;

    /** @param port the inbound SMTP port of Tidings; 0 if it is not listening */
    ReturnMailSender(IntSupplier port, Clock clock) {
        this.port = port;
        this.clock = clock;
        Properties settings = new Properties();
        settings.put("mail.smtp.from", "<>");
        settings.put("mail.smtp.localhost", "simulator.test");
        settings.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        settings.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        session = Session.getInstance(settings);
    }

    /** Sends a bounce: no such mailbox. */
    RecipientAction bounce(Arrival arrival) {
        return () -> send(arrival, new ReturnMail(arrival, clock.instant()).bounce(), "sent a bounce");
    }

    /** Sends a spam complaint. */
    RecipientAction complain(Arrival arrival) {
        return () -> send(arrival, new ReturnMail(arrival, clock.instant()).complaint(), "marked it as spam");
    }

    /** Sends an out-of-office reply. */
    RecipientAction autoReply(Arrival arrival) {
        return () -> send(arrival, new ReturnMail(arrival, clock.instant()).autoReply(), "sent an out-of-office reply");
    }

    private String send(Arrival arrival, byte[] message, String done) throws IOException {
        if (port.getAsInt() == 0) {
            throw new IOException("the listener for returned mail is not running (tidings.feedback.smtp.port)");
        }
        try (SMTPTransport transport = new SMTPTransport(session, new URLName("smtp://" + HOST))) {
            transport.connect(HOST, port.getAsInt(), null, null);
            transport.sendMessage(
                    new MimeMessage(session, new ByteArrayInputStream(message)),
                    new Address[] {new InternetAddress(arrival.sender())});
            return done;
        } catch (MessagingException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }
}
