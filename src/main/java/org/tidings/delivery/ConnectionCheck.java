package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.tidings.blast.MailConfig;
import org.tidings.delivery.transport.smtp.RelayProbe;
import org.tidings.delivery.transport.smtp.SmtpSettings;
import org.tidings.platform.PlatformConfig;

/**
 * Opens a session with a relay by the settings that its mail is sent with, whichever transport sends it, and sends nothing. Blocks for some
 * seconds.
 */
@ApplicationScoped
class ConnectionCheck {

    /** A browser waits for the page. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /**
     * What was found.
     *
     * @param passed whether the relay would take a message
     * @param sentence what worked, or what did not
     * @param advice what to do; empty when there is nothing to do
     * @param conversation commands without secrets, replies, and what happened between them
     */
    public record Result(boolean passed, String sentence, String advice, List<Transcript.Line> conversation) {}

    private final RelayClients clients;
    private final String sender;

    ConnectionCheck(RelayClients clients, MailConfig mail, PlatformConfig platform) {
        this.clients = clients;
        this.sender = "b+test@"
                + mail.feedback().domain().orElseGet(() -> platform.baseUrl().getHost());
    }

    Result run(String relay) {
        SmtpSettings settings = clients.settings(relay, LIMIT);
        Transcript transcript = new Transcript();
        CheckReport report = new CheckReport(sender, transcript);
        try {
            RelayProbe.run(settings, sender, transcript);
            return report.passed();
        } catch (IOException failure) {
            return report.failed(failure);
        }
    }
}
