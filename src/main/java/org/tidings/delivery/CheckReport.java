package org.tidings.delivery;

import java.net.SocketTimeoutException;
import org.tidings.delivery.Transcript.Speaker;
import org.tidings.delivery.transport.RelayErrors;

/** Describes the result of a connection test: how far it came, and what to do. */
final class CheckReport {

    private final String settings;
    private final String sender;
    private final Transcript transcript;

    CheckReport(String relay, String sender, Transcript transcript) {
        this.settings = relay.equals(RelayClients.DEFAULT) ? "quarkus.mailer." : "quarkus.mailer." + relay + ".";
        this.sender = sender;
        this.transcript = transcript;
    }

    ConnectionCheck.Result passed() {
        String encryption =
                transcript.isEncrypted() ? "The connection is encrypted" : "The connection is not encrypted";
        String login = transcript.has(Speaker.TIDINGS, "AUTH") ? ", our log-in is accepted" : ", no log-in was needed";
        return new ConnectionCheck.Result(
                true,
                "The mail server is ready. " + encryption + login + ", and it would take mail from " + sender + ".",
                transcript.isEncrypted()
                        ? ""
                        : "That is fine on this machine or a network of your own. Across the internet, set " + settings
                                + "start-tls=REQUIRED.",
                transcript.lines());
    }

    ConnectionCheck.Result failed(Throwable failure) {
        boolean stopped = failure instanceof SocketTimeoutException && transcript.has(Speaker.RELAY, "220");
        String sentence = stopped ? "The mail server stopped answering" : RelayErrors.sentence(failure);
        return new ConnectionCheck.Result(
                false, sentence + (sentence.endsWith(".") ? "" : "."), advice(failure), transcript.lines());
    }

    /** Follows from the last step that was tried. */
    private String advice(Throwable failure) {
        if (RelayErrors.isOfEncryption(failure)) {
            return "Check that " + settings
                    + "host is the name on the server's certificate. If the certificate is your own, put it into a"
                    + " file and say so by " + settings
                    + "truststore.paths. If the server begins without encryption (port 25 or 587), set "
                    + settings + "tls=false.";
        }
        if (!transcript.has(Speaker.NOTE, "connected")) {
            return "Nothing accepts connections at this address. Check " + settings + "host and " + settings
                    + "port, and whether a firewall is in the way: many networks block port 25, and mail providers use 587.";
        }
        if (!transcript.has(Speaker.RELAY, "220")) {
            return "The server accepts connections but sends no SMTP greeting. Check " + settings
                    + "port. A server on port 465 waits for encryption first: set " + settings + "tls=true.";
        }
        if (transcript.has(Speaker.TIDINGS, "MAIL")) {
            return "The server does not take mail from " + sender
                    + ". Verify that domain with your mail provider, or set tidings.feedback.domain to one that is.";
        }
        if (transcript.has(Speaker.TIDINGS, "AUTH")) {
            return "Check " + settings + "username and " + settings
                    + "password. Some providers want a password of its own for programs.";
        }
        return "If the server speaks TLS from the start, use its port 465 with " + settings
                + "tls=true. Otherwise ask those who run it to read the lines below.";
    }
}
