package org.tidings.feedback;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A minimal SMTP client that delivers to the listener. */
final class Peer implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    Peer(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** @param from the loopback address of the client, for example 127.0.0.2 for another host */
    Peer(int port, String from) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(60_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
    }

    /** Connects and sends EHLO and MAIL FROM with a null sender. */
    static Peer bouncing(int port) throws IOException {
        Peer peer = new Peer(port);
        peer.answer();
        peer.say("EHLO mx.x.example");
        peer.say("MAIL FROM:<>");
        return peer;
    }

    /** Sends a line and returns the last line of the reply. */
    String say(String line) throws IOException {
        send(line + "\r\n");
        return answer();
    }

    /** Sends DATA, the message and the final dot at once, and returns the last reply. */
    String data(String message) throws IOException {
        String first = say("DATA");
        return first.startsWith("354") ? finish(message) : first;
    }

    private String finish(String message) throws IOException {
        send(message.replace("\r\n.", "\r\n..") + "\r\n.\r\n");
        return answer();
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** The last line of the next reply; "closed" if there is none. */
    String answer() throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line == null ? "closed" : line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
