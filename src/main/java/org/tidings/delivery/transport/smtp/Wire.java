package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** A socket to a mail server: buffered output, replies, and a deadline for whatever blocks on it. For one thread. */
final class Wire implements AutoCloseable {

    /** More is written at once. */
    private static final int BUFFERED = 64 * 1024;

    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Socket plain;
    private final Deadlines deadlines;
    private final SessionListener listener;
    private final OctetBuffer output = new OctetBuffer(16 * 1024);
    private ReplyReader replies;
    private OutputStream out;
    private boolean encrypted;
    private volatile long deadlineNanos = NO_DEADLINE;
    private volatile boolean expired;

    private Wire(Socket plain, Deadlines deadlines, SessionListener listener) throws IOException {
        this.plain = plain;
        this.deadlines = deadlines;
        this.listener = listener;
        this.out = plain.getOutputStream();
        this.replies = new ReplyReader(plain.getInputStream());
        deadlines.watch(this);
    }

    /** Connects to the first of the host's addresses that answers; each has its share of the time that is left. */
    static Wire connect(String host, int port, long deadlineNanos, Deadlines deadlines, SessionListener listener)
            throws IOException {
        IOException failure = new IOException(host + " has no address");
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (int i = 0; i < addresses.length; i++) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()) / (addresses.length - i);
                socket.connect(new InetSocketAddress(addresses[i], port), (int) Math.max(1, Math.min(left, 1 << 30)));
                listener.connected(String.valueOf(socket.getRemoteSocketAddress()));
                Wire wire = new Wire(socket, deadlines, listener);
                wire.setDeadline(deadlineNanos);
                return wire;
            } catch (IOException unreachable) {
                socket.close();
                failure = unreachable;
            }
        }
        throw failure;
    }

    /** Performs the handshake on the open connection. */
    void encrypt(TlsClient tls, String host, int port) throws IOException {
        try {
            SSLSocket socket = tls.handshake(plain, host, port);
            replies = new ReplyReader(socket.getInputStream());
            out = socket.getOutputStream();
            encrypted = true;
            listener.encrypted(
                    socket.getSession().getProtocol(), socket.getSession().getCipherSuite());
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    boolean isEncrypted() {
        return encrypted;
    }

    /** The socket is closed when the time has come, and whatever blocks on it fails with a {@link SocketTimeoutException}. */
    void setDeadline(long nanos) {
        deadlineNanos = nanos;
    }

    void clearDeadline() {
        deadlineNanos = NO_DEADLINE;
    }

    void closeIfExpired(long now) {
        long deadline = deadlineNanos;
        if (deadline != NO_DEADLINE && now - deadline >= 0) {
            expired = true;
            close();
        }
    }

    /** Adds to what the next {@link #flush} writes. Large content is written at once. */
    void append(byte[] octets, int offset, int length) throws IOException {
        if (output.size() + length > BUFFERED) {
            flush();
        }
        if (length > BUFFERED) {
            write(octets, offset, length);
        } else {
            output.write(octets, offset, length);
        }
    }

    /** What the next {@link #flush} writes. */
    OctetBuffer output() {
        return output;
    }

    void flush() throws IOException {
        try {
            write(output.array(), 0, output.size());
        } finally {
            output.clear();
        }
    }

    private void write(byte[] octets, int offset, int length) throws IOException {
        try {
            out.write(octets, offset, length);
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    /** Sends one command and returns the reply to it. */
    SmtpReply command(String command) throws IOException {
        return command(command, command);
    }

    /**
     * Sends one command and returns the reply to it.
     *
     * @param shown what the listener is told instead
     */
    SmtpReply command(String command, String shown) throws IOException {
        listener.sent(shown);
        output.ascii(command);
        output.ascii("\r\n");
        flush();
        return read();
    }

    SmtpReply read() throws IOException {
        try {
            SmtpReply reply = replies.read();
            reply.lines().forEach(listener::received);
            return reply;
        } catch (UnexpectedReplyException garbage) {
            listener.received(String.valueOf(garbage.getMessage()));
            throw garbage;
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    /**
     * To be called when no reply is due.
     *
     * @throws UnexpectedReplyException when the server has sent something all the same
     */
    void requireSilence() throws IOException {
        if (replies.hasMore()) {
            throw new UnexpectedReplyException("A reply without a command");
        }
    }

    private IOException explained(IOException failure) {
        if (!expired) {
            return failure;
        }
        IOException timeout = new SocketTimeoutException("No reply in time");
        timeout.addSuppressed(failure);
        return timeout;
    }

    /** Closes the socket without a word. */
    @Override
    public void close() {
        deadlines.forget(this);
        try {
            plain.close(); // not the TLS socket, whose close waits for a write that blocks
        } catch (IOException closed) {
            // as wanted
        }
    }
}
