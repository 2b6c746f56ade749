package org.tidings.platform.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the bytes of a text file are read: by its byte order mark, else as UTF-8 if that is what most of its foreign characters are, else as
 * {@link CharsetGuess} says.
 *
 * @param markLength bytes of the byte order mark
 * @param hasForeignBytes whether single bytes are not UTF-8, and are read as Windows-1252
 */
record TextEncoding(Charset charset, int markLength, boolean hasForeignBytes) {

    private static final int SAMPLE = 64 * 1024;

    static TextEncoding of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(SAMPLE);
        }
        if (startsWith(start, 0xff, 0xfe)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2, false);
        }
        if (startsWith(start, 0xfe, 0xff)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2, false);
        }
        boolean isMarked = startsWith(start, 0xef, 0xbb, 0xbf);
        if (!isMarked) {
            int evenZeros = zeros(start, 0);
            int oddZeros = zeros(start, 1);
            if (oddZeros * 10 > start.length && evenZeros * 10 < oddZeros) {
                return new TextEncoding(StandardCharsets.UTF_16LE, 0, false);
            }
            if (evenZeros * 10 > start.length && oddZeros * 10 < evenZeros) {
                return new TextEncoding(StandardCharsets.UTF_16BE, 0, false);
            }
        }
        refuseBinary(start);
        Utf8Census census = Utf8Census.of(file);
        if (isMarked || census.foreign() <= census.multiByte()) {
            return new TextEncoding(StandardCharsets.UTF_8, isMarked ? 3 : 0, census.foreign() > 0);
        }
        return new TextEncoding(CharsetGuess.of(file), 0, false);
    }

    Reader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), SAMPLE);
        in.skipNBytes(markLength);
        return hasForeignBytes ? new MixedUtf8Reader(in) : new InputStreamReader(in, charset);
    }

    String description() {
        String name = switch (charset.name()) {
            case "UTF-16LE", "UTF-16BE" -> "UTF-16";
            case "x-MacRoman" -> "Mac Roman";
            case "IBM850" -> "MS-DOS (850)";
            default -> charset.name().replace("windows-", "Windows-");
        };
        return hasForeignBytes ? name + " with some Windows-1252 characters" : name;
    }

    private static boolean startsWith(byte[] start, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (start.length <= i || (start[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static int zeros(byte[] start, int parity) {
        int zeros = 0;
        for (int i = parity; i < start.length; i += 2) {
            zeros += start[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    /** Single control characters occur in exports of databases. */
    private static void refuseBinary(byte[] start) {
        int controls = 0;
        for (byte b : start) {
            boolean isText = b < 0 || b >= ' ' || (b >= '\t' && b <= '\r') || b == 0x1a;
            controls += isText ? 0 : 1;
        }
        if (controls > 2 && controls > start.length / 500) {
            throw new TableFileException(
                    "This file is not a spreadsheet or a CSV file. Choose a file with the ending" + " .xlsx or .csv.");
        }
    }
}
