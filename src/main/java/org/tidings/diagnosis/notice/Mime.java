package org.tidings.diagnosis.notice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a message into parts, and takes what is broken as a mail program would: a missing end, a boundary that its
 * header does not name, bare line feeds. Angus refuses many of these, and sets no limits.
 *
 * <p>Limits: the first {@link #MOST_BYTES} of a message, {@link #MOST_HEADER_BYTES} of header fields a part,
 * {@link #MOST_PARTS} parts, {@link #DEEPEST} levels. Each level reads each byte once.
 */
final class Mime {

    static final int MOST_BYTES = 4 << 20;
    static final int MOST_HEADER_BYTES = 256 << 10;
    static final int MOST_PARTS = 100;
    static final int DEEPEST = 8;

    private int parts;

    private Mime() {}

    static MimePart parse(byte[] message) {
        byte[] limited = withLineFeeds(message.length > MOST_BYTES ? Arrays.copyOf(message, MOST_BYTES) : message);
        return new Mime().part(limited, skipMboxLine(limited), limited.length, 0);
    }

    /** Some servers end lines with a carriage return alone. */
    private static byte[] withLineFeeds(byte[] message) {
        byte[] changed = message;
        for (int i = message.length - 1; i >= 0; i--) {
            boolean ended = i + 1 < message.length && (message[i + 1] == '\n' || message[i + 1] == '\r');
            if (message[i] == '\r' && !(ended && changed[i + 1] == message[i + 1])) {
                changed = changed == message ? message.clone() : changed;
                changed[i] = '\n';
            }
        }
        return changed;
    }

    private static int skipMboxLine(byte[] message) {
        int at = 0;
        while (at < message.length && (message[at] == '\r' || message[at] == '\n')) {
            at++;
        }
        return startsWith(message, at, message.length, "From ") || startsWith(message, at, message.length, ">From ")
                ? nextLine(message, at, message.length)
                : at;
    }

    private MimePart part(byte[] in, int from, int to, int depth) {
        parts++;
        int body = endOfHeaders(in, from, to);
        String block = new String(in, from, Math.min(body - from, MOST_HEADER_BYTES), StandardCharsets.UTF_8);
        MimePart leaf = new MimePart(Headers.parse(block), Arrays.copyOfRange(in, body, to), List.of());
        if (!leaf.type().startsWith("multipart/") || depth >= DEEPEST) {
            return leaf;
        }
        String boundary = leaf.boundary();
        MimePart split =
                split(leaf.headers(), in, body, to, boundary.isEmpty() ? guessBoundary(in, body, to) : boundary, depth);
        return split.children().isEmpty() && !boundary.isEmpty()
                ? split(leaf.headers(), in, body, to, guessBoundary(in, body, to), depth)
                : split;
    }

    private MimePart split(Headers headers, byte[] in, int from, int to, String boundary, int depth) {
        String delimiter = "--" + boundary;
        List<MimePart> children = new ArrayList<>();
        int preambleEnd = -1;
        int start = -1;
        for (int line = from; line < to; line = nextLine(in, line, to)) {
            if (delimiter.length() < 3 || !isDelimiter(in, line, to, delimiter)) {
                continue;
            }
            if (start >= 0 && parts < MOST_PARTS) {
                children.add(part(in, start, line, depth + 1));
            }
            preambleEnd = preambleEnd < 0 ? line : preambleEnd;
            start = nextLine(in, line, to);
            if (startsWith(in, line + delimiter.length(), to, "--")) {
                start = -1;
                break;
            }
        }
        if (start >= 0 && start < to && parts < MOST_PARTS) {
            children.add(part(in, start, to, depth + 1));
        }
        return new MimePart(headers, Arrays.copyOfRange(in, from, preambleEnd < 0 ? to : preambleEnd), children);
    }

    /** The first line of the body that begins with two hyphens and has no blanks. */
    private static String guessBoundary(byte[] in, int from, int to) {
        for (int line = from; line < to; line = nextLine(in, line, to)) {
            int end = Math.min(nextLine(in, line, to), line + 200);
            String text = new String(in, line, end - line, StandardCharsets.ISO_8859_1).strip();
            if (text.length() > 4 && text.startsWith("--") && text.indexOf(' ') < 0) {
                return text.substring(2);
            }
        }
        return "";
    }

    /** Behind the empty line that ends the header; at the end where there is none. */
    private static int endOfHeaders(byte[] in, int from, int to) {
        int line = from;
        while (line < to) {
            int next = nextLine(in, line, to);
            if (in[line] == '\n' || (in[line] == '\r' && next - line <= 2)) {
                return next;
            }
            line = next;
        }
        return to;
    }

    private static int nextLine(byte[] in, int at, int to) {
        for (int i = at; i < to; i++) {
            if (in[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** The boundary, and behind it nothing but two hyphens or blanks: "--a" is no delimiter of "--ab". */
    private static boolean isDelimiter(byte[] in, int at, int to, String delimiter) {
        if (!startsWith(in, at, to, delimiter)) {
            return false;
        }
        int end = at + delimiter.length();
        return end >= to
                || in[end] == '\r'
                || in[end] == '\n'
                || in[end] == ' '
                || in[end] == '\t'
                || startsWith(in, end, to, "--");
    }

    private static boolean startsWith(byte[] in, int at, int to, String prefix) {
        if (at + prefix.length() > to) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (in[at + i] != (byte) prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
