package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * How connections are encrypted.
 *
 * @param context trust and, where the server asks for it, our own certificate
 * @param verifyHostname whether the certificate must be for the host that was connected to (RFC 2818, section 3.1, which also fits SMTP)
 * @param protocols the enabled ones, for example {@code TLSv1.3}; empty for the JDK's
 * @param cipherSuites the enabled ones; empty for the JDK's
 */
public record TlsClient(SSLContext context, boolean verifyHostname, List<String> protocols, List<String> cipherSuites) {

    SSLSocket handshake(Socket connected, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connected, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        if (verifyHostname) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(String[]::new));
        }
        if (!cipherSuites.isEmpty()) {
            parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
