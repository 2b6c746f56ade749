package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The transparency of message content (RFC 5321, section 4.5.2): a line that begins with a dot gets another. */
final class DotStuffing {

    private static final byte[] DOT = {'.'};

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = ONES * '\n';

    private DotStuffing() {}

    /** Copies octets that begin at the start of a line. */
    static void append(byte[] octets, int size, Wire wire) throws IOException {
        int from = 0;
        if (size > 0 && octets[0] == '.') {
            wire.append(DOT, 0, 1);
        }
        for (int end = lineFeed(octets, 0, size); end + 1 < size; end = lineFeed(octets, end + 1, size)) {
            if (octets[end + 1] == '.') {
                wire.append(octets, from, end + 1 - from);
                wire.append(DOT, 0, 1);
                from = end + 1;
            }
        }
        wire.append(octets, from, size - from);
    }

    /** The position of the next line feed; {@code size} when there is none. Looks at eight octets at once, since lines are long. */
    static int lineFeed(byte[] octets, int from, int size) {
        int i = from;
        for (; i + Long.BYTES <= size; i += Long.BYTES) {
            long found = (long) LONG.get(octets, i) ^ LINE_FEEDS; // an octet of it is zero where there is a line feed
            long zeros = (found - ONES) & ~found & HIGH_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (i < size && octets[i] != '\n') {
            i++;
        }
        return i;
    }
}
