package org.tidings.blast.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Removes everything from a GIF that is not shown: comments, text extensions, the data of other programs such as XMP, and what follows the end of the images. The
 * frames stay as they are, so animations keep working. GIF89a, sections 17 to 27.
 */
final class GifMetadata {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;

    /** Says how often an animation is repeated. */
    private static final String LOOP = "NETSCAPE2.0";

    private final byte[] file;
    private final ByteArrayOutputStream kept;
    private int position;

    private GifMetadata(byte[] file) {
        this.file = file;
        this.kept = new ByteArrayOutputStream(file.length);
    }

    /**
     * The file without metadata.
     *
     * @throws IndexOutOfBoundsException if it ends too early
     * @throws IllegalArgumentException if it is damaged
     */
    static byte[] removed(byte[] file) {
        return new GifMetadata(file).read();
    }

    private byte[] read() {
        keep(13 + colors(octet(10)));
        while (true) {
            switch (octet(position)) {
                case EXTENSION -> extension();
                case IMAGE -> {
                    keep(10 + colors(octet(position + 9)));
                    keep(1); // the minimum code size
                    subBlocks(true);
                }
                case TRAILER -> {
                    keep(1);
                    return kept.toByteArray();
                }
                default -> throw new IllegalArgumentException("No GIF block begins with " + octet(position));
            }
        }
    }

    private void extension() {
        int label = octet(position + 1);
        boolean isKept = label == GRAPHIC_CONTROL || (label == APPLICATION && isLoop());
        if (isKept) {
            keep(2);
        } else {
            position += 2;
        }
        subBlocks(isKept);
    }

    /** The block of exactly this form: other programs hide data behind it. */
    private boolean isLoop() {
        return new String(file, position + 3, LOOP.length(), StandardCharsets.US_ASCII).equals(LOOP)
                && octet(position + 2) == LOOP.length()
                && octet(position + 14) == 3
                && octet(position + 18) == 0;
    }

    /** Each begins with its length; the last one is empty. */
    private void subBlocks(boolean isKept) {
        int length;
        do {
            length = octet(position);
            if (isKept) {
                keep(1 + length);
            } else {
                position += 1 + length;
            }
        } while (length > 0);
    }

    /** The octets of a color table, by the flags of its descriptor. */
    private static int colors(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private int octet(int index) {
        return file[index] & 0xFF;
    }

    private void keep(int length) {
        kept.write(file, position, length);
        position += length;
    }
}
