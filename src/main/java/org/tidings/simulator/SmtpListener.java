package org.tidings.simulator;

import java.io.IOException;
import java.net.ServerSocket;
import org.subethamail.smtp.server.SMTPServer;

/** Receives mail on a port of 127.0.0.1. */
final class SmtpListener implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 500;
    private static final int MAX_MESSAGE_BYTES = 50 * 1024 * 1024;

    private final SMTPServer server;
    private final int port;

    /**
     * Starts the listener.
     *
     * @param port 0 for any free port
     * @throws IllegalStateException when the port is in use
     */
    SmtpListener(int port, MailSystem mailSystem) {
        ServerSocket socket = open(port);
        this.port = socket.getLocalPort();
        server = SMTPServer.port(this.port)
                .serverSocketFactory(() -> socket)
                .hostName("simulator.test")
                .insertReceivedHeaders(false)
                .softwareName("Tidings simulator")
                .maxConnections(MAX_CONNECTIONS)
                .maxMessageSize(MAX_MESSAGE_BYTES)
                .messageHandlerFactory(context -> new Conversation(mailSystem))
                .build();
        server.start();
    }

    private static ServerSocket open(int port) {
        try {
            return SimulatorPort.open(port);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The simulator cannot listen on 127.0.0.1:" + port
                            + ". Set another tidings.simulator.port, or configure a mail relay with quarkus.mailer.host.",
                    e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
    }
}
