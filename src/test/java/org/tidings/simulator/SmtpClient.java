package org.tidings.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail sender that says each line itself, so that tests see each answer. */
final class SmtpClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    SmtpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        answer();
        say("EHLO tidings.test");
    }

    /** The answer to RCPT, in a conversation of its own. */
    String recipient(String sender, String recipient) throws IOException {
        say("RSET");
        say("MAIL FROM:<" + sender + ">");
        return say("RCPT TO:<" + recipient + ">");
    }

    /** Sends a message with LF line ends; the last answer, which is that to RCPT where it is refused. */
    String send(String sender, String recipient, String message) throws IOException {
        String reply = recipient(sender, recipient);
        if (!reply.startsWith("250")) {
            return reply;
        }
        say("DATA");
        return say(message.replace("\n", "\r\n") + "\r\n.");
    }

    String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException("The other side hung up");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
