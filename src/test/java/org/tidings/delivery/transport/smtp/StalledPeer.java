package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Replies to an envelope in advance and never reads the content. */
final class StalledPeer extends RawPeer {

    StalledPeer() throws IOException {}

    @Override
    void serve(Socket socket) throws IOException {
        socket.setReceiveBufferSize(4096);
        say(socket, "220 peer");
        int unused = socket.getInputStream().read(new byte[1000]);
        say(socket, "250-peer\r\n250 PIPELINING");
        unused = socket.getInputStream().read(new byte[1000]);
        say(socket, "250 ok\r\n250 ok\r\n354 go");
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
