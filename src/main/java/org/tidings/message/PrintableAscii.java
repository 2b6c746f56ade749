package org.tidings.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether octets are printable ASCII, eight at a time: nearly all that differs between messages passes through here. */
final class PrintableAscii {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = 0x2020202020202020L;

    private PrintableAscii() {}

    static boolean isAll(byte[] octets) {
        int i = 0;
        for (; i + 8 <= octets.length; i += 8) {
            long eight = (long) EIGHT.get(octets, i);
            // A high bit is set by an octet above 127, by 127 plus one, or by one below a space minus a space. A carry
            // or a
            // borrow into the next octet comes only from an octet that is refused anyway.
            if (((eight | (eight + ONES) | (eight - SPACES)) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < octets.length; i++) {
            if (octets[i] < ' ' || octets[i] > '~') {
                return false;
            }
        }
        return true;
    }
}
