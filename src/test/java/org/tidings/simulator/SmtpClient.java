package org.tidings.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A minimal SMTP client that exposes each reply to tests. */
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

    /** Returns the reply to RCPT in a new transaction. */
    String recipient(String sender, String recipient) throws IOException {
        say("RSET");
        say("MAIL FROM:<" + sender + ">");
        return say("RCPT TO:<" + recipient + ">");
    }

    /** Sends a message with LF line ends; returns the last reply, which is the reply to RCPT if that is rejected. */
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
