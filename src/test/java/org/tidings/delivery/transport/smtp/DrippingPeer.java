package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.net.Socket;

/** Sends a greeting that never ends, one octet at a time, so that no single read takes long. */
final class DrippingPeer extends RawPeer {

    DrippingPeer() throws IOException {}

    @Override
    void serve(Socket socket) throws IOException, InterruptedException {
        do {
            socket.getOutputStream().write('2');
        } while (!isClosedWithin(20));
    }
}
