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

/** Sends mail back to where a message's bounces go: to Tidings, over SMTP, from nobody, as RFC 5321 section 4.5.5 wants it. */
final class ReturnMailSender {

    private static final String HOST = "127.0.0.1";
    private static final String MILLISECONDS = "10000";

    private final IntSupplier port;
    private final Clock clock;
    private final Session session;

    /** @param port on which Tidings listens for such mail; 0 while it does not */
    ReturnMailSender(IntSupplier port, Clock clock) {
        this.port = port;
        this.clock = clock;
        Properties settings = new Properties();
        settings.put("mail.smtp.from", "<>");
        settings.put("mail.smtp.localhost", "simulator.test");
        settings.put("mail.smtp.connectiontimeout", MILLISECONDS);
        settings.put("mail.smtp.timeout", MILLISECONDS);
        session = Session.getInstance(settings);
    }

    /** Says that there is no such mailbox after all. */
    RecipientAction bounce(Arrival arrival) {
        return () -> send(arrival, new ReturnMail(arrival, clock.instant()).bounce(), "bounced it afterwards");
    }

    /** Presses "this is spam". */
    RecipientAction complain(Arrival arrival) {
        return () -> send(arrival, new ReturnMail(arrival, clock.instant()).complaint(), "marked it as spam");
    }

    /** Is out of office. */
    RecipientAction autoReply(Arrival arrival) {
        return () ->
                send(arrival, new ReturnMail(arrival, clock.instant()).autoReply(), "sent an out-of-office message");
    }

    private String send(Arrival arrival, byte[] message, String done) throws IOException {
        if (port.getAsInt() == 0) {
            throw new IOException("nothing listens for returned mail (tidings.feedback.smtp.port)");
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
