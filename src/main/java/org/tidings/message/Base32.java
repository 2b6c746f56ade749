package org.tidings.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** RFC 4648 section 6 without padding: written in lower case, read in any. */
final class Base32 {
    private static final byte[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.ISO_8859_1);

    private Base32() {}

    static String encode(byte[] bytes) {
        byte[] out = new byte[(bytes.length * 8 + 4) / 5];
        int at = 0;
        int buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = ((buffer << 8) | (next & 0xff)) & 0xffff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out[at++] = ALPHABET[(buffer >> bits) & 31];
            }
        }
        if (bits > 0) {
            out[at] = ALPHABET[(buffer << (5 - bits)) & 31];
        }
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    /** Empty for a foreign character, an impossible length or left-over bits: one token has one spelling but for case. */
    static Optional<byte[]> decode(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = value(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            buffer = ((buffer << 5) | value) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        boolean leftOver = bits >= 5 || (buffer & ((1 << bits) - 1)) != 0;
        return leftOver ? Optional.empty() : Optional.of(bytes);
    }

    private static int value(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
}
