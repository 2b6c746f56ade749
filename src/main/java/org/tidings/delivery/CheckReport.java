package org.tidings.delivery;

import java.net.SocketTimeoutException;
import org.tidings.delivery.Transcript.Speaker;
import org.tidings.delivery.transport.RelayErrors;

/** Describes the result of a connection test: how far it came, and what to do. */
final class CheckReport {

    private final String sender;
    private final Transcript transcript;

    CheckReport(String sender, Transcript transcript) {
        this.sender = sender;
        this.transcript = transcript;
    }

    ConnectionCheck.Result passed() {
        String encryption =
                transcript.isEncrypted() ? "The connection is encrypted" : "The connection is not encrypted";
        String login = transcript.has(Speaker.TIDINGS, "AUTH") ? ", the login was accepted" : ", no login was required";
        return new ConnectionCheck.Result(
                true,
                "The mail server is ready. " + encryption + login + ", and it accepts mail from " + sender + ".",
                transcript.isEncrypted()
                        ? ""
                        : "That is fine on this machine or a private network. Across the internet, require STARTTLS.",
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
            return "Check that the configured host is the name on the server's certificate. If you issued the certificate"
                    + " yourself, add it to the trust store. If the server starts without encryption (port 25 or 587),"
                    + " turn TLS from the start off.";
        }
        if (!transcript.has(Speaker.NOTE, "connected")) {
            return "Nothing accepts connections at this address. Check the host and the port, and whether a firewall"
                    + " is in the way: many networks block port 25, and mail providers use 587.";
        }
        if (!transcript.has(Speaker.RELAY, "220")) {
            return "The server accepts connections but sends no SMTP greeting. Check the port. A server on port 465"
                    + " expects TLS from the start: turn it on.";
        }
        if (transcript.has(Speaker.TIDINGS, "MAIL")) {
            return "The server does not accept mail from " + sender
                    + ". Verify that domain with your mail provider, or configure another feedback domain.";
        }
        if (transcript.has(Speaker.TIDINGS, "AUTH")) {
            return "Check the username and the password. Some providers require a separate password for programs.";
        }
        return "If the server expects TLS from the start, use port 465 and turn TLS on. Otherwise ask its"
                + " administrator to read the lines below.";
    }
}
