package org.tidings.delivery.transport.smtp;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.delivery.transport.smtp.SmtpSettings.Login;
import org.tidings.delivery.transport.smtp.SmtpSettings.StartTls;

/** A transport with one connection, and settings that are changed step by step. */
final class Client implements AutoCloseable {

    /** What became of one message. */
    record Sent(String to, Outcome outcome) {

        String verdict() {
            return to.substring(0, to.indexOf('@')) + " " + outcome.diagnosis().verdict() + " "
                    + outcome.diagnosis().ruleId();
        }
    }

    private final String host;
    private final int port;
    private boolean tls;
    private StartTls startTls = StartTls.OPTIONAL;
    private TlsClient tlsClient = new TlsClient(defaultContext(), true, List.of(), List.of());
    private Login login = Login.NONE;
    private Credentials credentials;
    private List<String> authMethods = List.of();
    private long perConnection;
    private Duration timeout = Duration.ofSeconds(20);
    private DkimSigner dkim;
    private SmtpTransport transport;
    private TransportConnection connection;

    Client(SmtpPeer peer) {
        this("127.0.0.1", peer.port());
    }

    Client(String host, int port) {
        this.host = host;
        this.port = port;
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    Client tls() {
        tls = true;
        return this;
    }

    Client startTls(StartTls mode) {
        startTls = mode;
        return this;
    }

    Client trusting(TlsClient client) {
        tlsClient = client;
        return this;
    }

    Client login(Login mode, String username, String password, String... methods) {
        login = mode;
        credentials = username == null ? null : new Credentials(username, password);
        authMethods = List.of(methods);
        return this;
    }

    Client perConnection(long messages) {
        perConnection = messages;
        return this;
    }

    Client timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    Client signing(DkimSigner signer) {
        dkim = signer;
        return this;
    }

    SmtpSettings settings() {
        return new SmtpSettings(
                host,
                port,
                tls,
                startTls,
                tlsClient,
                login,
                credentials,
                authMethods,
                "client.example",
                true,
                perConnection,
                timeout,
                dkim);
    }

    List<Sent> send(String... addresses) {
        return send(List.of(addresses).stream().map(TestMessage::to).toArray(TestMessage[]::new));
    }

    List<String> verdicts(String... addresses) {
        return send(addresses).stream().map(Sent::verdict).toList();
    }

    List<Sent> send(TestMessage... messages) {
        return sendFrom(new ArrayDeque<>(List.of(messages)));
    }

    List<Sent> sendFrom(Queue<TestMessage> queue) {
        if (connection == null) {
            transport = new SmtpTransport(settings());
            connection = transport.open();
        }
        List<Sent> sent = new ArrayList<>();
        connection.send(queue::poll, (message, outcome) -> sent.add(new Sent(message.to(), outcome)));
        return sent;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            transport.close();
        }
    }
}
