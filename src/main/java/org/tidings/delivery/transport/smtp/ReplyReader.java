package org.tidings.delivery.transport.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads replies (RFC 5321, section 4.2.1). Accepts lines that end in LF alone. Memory is bounded: of a line the first 1,000 octets are kept,
 * of a reply the first 100 lines; a reply of more than 64 KB is an error.
 */
final class ReplyReader {

    private static final int LONGEST_LINE = 1000;
    private static final int MOST_LINES = 100;
    private static final int LARGEST_REPLY = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private final byte[] line = new byte[LONGEST_LINE];
    private int position;
    private int limit;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * Blocks until a reply is complete.
     *
     * @throws EOFException when the server closed the connection
     * @throws UnexpectedReplyException when it is not a reply
     */
    SmtpReply read() throws IOException {
        String text = line(LARGEST_REPLY);
        if (isLast(text)) {
            return new SmtpReply(code(text), List.of(text));
        }
        List<String> lines = new ArrayList<>();
        int left = LARGEST_REPLY - text.length();
        lines.add(text);
        while (!isLast(text)) {
            text = line(left);
            left -= text.length() + 1;
            if (lines.size() < MOST_LINES) {
                lines.add(text);
            }
        }
        return new SmtpReply(code(text), List.copyOf(lines));
    }

    /** True when octets have arrived that no reply has taken. */
    boolean hasMore() throws IOException {
        return position < limit || in.available() > 0;
    }

    /** Up to the next LF. */
    private String line(int most) throws IOException {
        int length = 0;
        for (int octets = 0; octets < most; octets++) {
            if (position == limit) {
                fill();
            }
            byte octet = buffer[position++];
            if (octet == '\n') {
                int end = length > 0 && length == octets && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.UTF_8);
            }
            if (length < LONGEST_LINE) {
                line[length++] = octet;
            }
        }
        throw new UnexpectedReplyException("A reply of more than " + LARGEST_REPLY + " octets");
    }

    private void fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw new EOFException("The mail server closed the connection");
        }
        position = 0;
        limit = count;
    }

    private static boolean isLast(String line) throws UnexpectedReplyException {
        if (code(line) == 0) {
            throw new UnexpectedReplyException("Not an SMTP reply: " + line);
        }
        return line.length() == 3 || line.charAt(3) != '-';
    }

    /** 0 where there is none. */
    private static int code(String line) {
        if (line.length() < 3 || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')) {
            return 0;
        }
        int first = line.charAt(0) - '0';
        int second = line.charAt(1) - '0';
        int third = line.charAt(2) - '0';
        boolean valid = first >= 2 && first <= 5 && second >= 0 && second <= 9 && third >= 0 && third <= 9;
        return valid ? first * 100 + second * 10 + third : 0;
    }
}
