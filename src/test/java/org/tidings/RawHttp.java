package org.tidings;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection that writes whatever bytes it is given and reads the responses, since a well-behaved client normalises and refuses hostile requests. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    /** Returned when the server has closed the connection. */
    static final int CLOSED = 0;

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Characters above 255 are not allowed, the others become one byte each. */
    RawHttp write(String bytes) throws IOException {
        return write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Writes without an error if the server has closed the connection, which it may before it has read everything. */
    RawHttp writeIfOpen(byte[] bytes) {
        try {
            return write(bytes);
        } catch (IOException closed) {
            return this;
        }
    }

    /** The status of the next response, whose body is skipped; {@link #CLOSED} at the end of the connection. */
    int status() {
        try {
            String line = line();
            if (line == null) {
                return CLOSED;
            }
            int status = Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
            skipBody(status);
            return status;
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("No response", silent);
        } catch (IOException reset) {
            return CLOSED;
        }
    }

    /** Everything until the server closes the connection. */
    String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (IOException reset) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Tells the server that nothing more follows; it can still respond. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether the server has closed the connection, with or without a response. Does not wait. */
    boolean isOver() throws IOException {
        socket.setSoTimeout(1);
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    private void skipBody(int status) throws IOException {
        long length = -1;
        boolean chunked = false;
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            }
            chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
        }
        if (chunked) {
            for (long chunk = chunkLength(); chunk > 0; chunk = chunkLength()) {
                in.skipNBytes(chunk);
                line();
            }
            line();
        } else if (length > 0 && status != 304) {
            in.skipNBytes(length);
        } else if (length < 0 && status >= 200 && status != 204 && status != 304) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private long chunkLength() throws IOException {
        String line = line();
        return line == null ? 0 : Long.parseLong(line.strip(), 16);
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
