package org.tidings.platform.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 into which single bytes of another program were pasted; those are read as Windows-1252. */
final class MixedUtf8Reader extends Reader {

    private static final Charset FOREIGN = Charset.forName("windows-1252");
    private static final int CHUNK = 1 << 14;

    private final InputStream in;
    private final byte[] bytes = new byte[CHUNK];
    private int kept;
    private String decoded = "";
    private int at;

    MixedUtf8Reader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == decoded.length() && !decode()) {
            return -1;
        }
        int count = Math.min(length, decoded.length() - at);
        decoded.getChars(at, at + count, target, offset);
        at += count;
        return count;
    }

    private boolean decode() throws IOException {
        int end = kept + in.readNBytes(bytes, kept, bytes.length - kept);
        boolean isLast = end < bytes.length;
        StringBuilder text = new StringBuilder(end);
        int from = 0;
        int to = 0;
        while (to < end && (isLast || to < end - 3)) {
            int length = Utf8.lengthAt(bytes, to, end);
            if (length == 0) {
                text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                text.append(new String(bytes, to, 1, FOREIGN));
                from = to + 1;
            }
            to += Math.max(1, length);
        }
        text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        kept = end - to;
        System.arraycopy(bytes, to, bytes, 0, kept);
        decoded = text.toString();
        at = 0;
        return !decoded.isEmpty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
