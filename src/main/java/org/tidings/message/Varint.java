package org.tidings.message;

import java.nio.ByteBuffer;

/** Small numbers in few bytes: seven bits a byte, lowest first, the top bit says that more follow. */
final class Varint {
    /** Bytes of the largest positive long. */
    static final int LONGEST = 9;

    private Varint() {}

    static void write(ByteBuffer out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    static long read(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
