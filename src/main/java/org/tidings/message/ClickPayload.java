package org.tidings.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a click token says of its link: position and target. Made once a blast for a target that is the same for everyone. */
final class ClickPayload {
    private final byte[] bytes;

    /** @throws IllegalArgumentException if the target is not an {@code http} or {@code https} address in ASCII */
    ClickPayload(int link, String url) {
        if (!WebUrl.isSafeTarget(url)) {
            throw new IllegalArgumentException("Not a web address: " + url);
        }
        byte[] target = url.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(Varint.LONGEST + target.length);
        Varint.write(out, link);
        out.put(target).flip();
        bytes = new byte[out.remaining()];
        out.get(bytes);
    }

    int size() {
        return bytes.length;
    }

    void appendTo(ByteBuffer out) {
        out.put(bytes);
    }
}
