package org.tidings.delivery.transport.smtp;

import java.io.OutputStream;
import java.util.Arrays;

/** A reusable buffer of octets that grows as needed. For one thread. */
final class OctetBuffer extends OutputStream {

    /** A buffer that one large message has grown beyond this is given back. */
    private static final int KEPT = 1 << 20;

    private final int initial;
    private byte[] octets;
    private int size;

    OctetBuffer(int initial) {
        this.initial = initial;
        this.octets = new byte[initial];
    }

    byte[] array() {
        return octets;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (octets.length > KEPT) {
            octets = new byte[initial];
        }
    }

    @Override
    public void write(int octet) {
        reserve(1);
        octets[size++] = (byte) octet;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, octets, size, length);
        size += length;
    }

    /** The low octet of each character. */
    @SuppressWarnings("deprecation") // exactly what is wanted, without an encoder
    void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), octets, size);
        size += text.length();
    }

    private void reserve(int more) {
        if (size + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(Math.addExact(size, more), octets.length * 2));
        }
    }
}
