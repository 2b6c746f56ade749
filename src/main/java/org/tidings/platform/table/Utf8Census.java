package org.tidings.platform.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts what in a file is UTF-8 and what is not.
 *
 * @param multiByte characters outside ASCII
 * @param foreign bytes that belong to none
 */
record Utf8Census(long multiByte, long foreign) {

    static Utf8Census of(Path file) throws IOException {
        long multiByte = 0;
        long foreign = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] chunk = new byte[1 << 16];
            int kept = 0;
            while (true) {
                int read = in.readNBytes(chunk, kept, chunk.length - kept);
                int end = kept + read;
                boolean isLast = read == 0 || end < chunk.length;
                int at = 0;
                while (at < end && (isLast || at < end - 3)) {
                    int length = Utf8.lengthAt(chunk, at, end);
                    multiByte += length > 1 ? 1 : 0;
                    foreign += length == 0 ? 1 : 0;
                    at += Math.max(1, length);
                }
                if (isLast) {
                    return new Utf8Census(multiByte, foreign);
                }
                kept = end - at;
                System.arraycopy(chunk, at, chunk, 0, kept);
            }
        }
    }
}
