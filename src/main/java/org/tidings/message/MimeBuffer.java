package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The octets of a message being written. */
final class MimeBuffer {
    private byte[] bytes;
    private int size;

    MimeBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    void put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    void put(int octet) {
        reserve(1);
        bytes[size++] = (byte) octet;
    }

    void putLineEnd() {
        put('\r');
        put('\n');
    }

    void putAscii(String text) {
        put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Appends a header field.
     *
     * @param value printable ASCII, folded with CRLF and a space where it is long
     * @throws IllegalArgumentException if the value has anything else, which might end the header
     */
    void putHeader(String name, String value) {
        putPrintable(name);
        put(':');
        put(' ');
        int start = 0;
        for (int end = value.indexOf("\r\n "); end >= 0; end = value.indexOf("\r\n ", start)) {
            putLine(name, value.substring(start, end));
            putLineEnd();
            start = end + 2;
        }
        putLine(name, value.substring(start));
        putLineEnd();
    }

    private void putLine(String name, String line) {
        if (!putPrintable(line)) {
            throw new IllegalArgumentException("Not fit for a header: " + name);
        }
    }

    /** Appends printable ASCII. Returns false, with nothing appended, if the text has any other character. */
    boolean putPrintable(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (!PrintableAscii.isAll(octets)) {
            return false;
        }
        put(octets);
        return true;
    }

    int size() {
        return size;
    }

    /** Drops everything from this position on. */
    void truncate(int position) {
        size = position;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
